package no.sticos.erp.connect;

import no.sticos.erp.clients.Person;
import org.jspecify.annotations.Nullable;

/**
 * Who gives a consent.
 *
 * @param person who it is; somebody outside the firm is called by the address that the invitation was sent to
 * @param invitedBy the person of the firm who asked for it; null if that one gives it
 */
record Giver(Person person, @Nullable Person invitedBy) {
    /** A person of the firm. */
    static Giver of(Person person) {
        return new Giver(person, null);
    }

    /** Who answers for the client in the firm. */
    Person responsible() {
        return invitedBy == null ? person : invitedBy;
    }
}
