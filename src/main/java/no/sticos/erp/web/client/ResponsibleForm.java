package no.sticos.erp.web.client;

import java.util.List;
import no.sticos.erp.clients.Colleague;

/**
 * Who answers for a client, and who may be chosen instead.
 *
 * @param people the firm's people who have signed in, by name
 * @param chosen the subject of who it is; empty if that one is not among them
 * @param mayChange whether the viewer may choose
 * @param isSent whether mail is sent at all
 */
public record ResponsibleForm(List<Colleague> people, String chosen, boolean mayChange, boolean isSent) {
    /** Copies the list. */
    public ResponsibleForm {
        people = List.copyOf(people);
    }

    /** Whether it is this one. */
    public boolean isChosen(Colleague one) {
        return one.person().subject().equals(chosen);
    }

    /** Whether mail reaches who answers for the client. */
    public boolean reaches() {
        return people.stream().anyMatch(one -> isChosen(one) && one.email() != null);
    }
}
