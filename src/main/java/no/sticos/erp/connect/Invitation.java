package no.sticos.erp.connect;

import java.time.Instant;
import no.sticos.erp.clients.Person;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A link by which somebody outside the firm gives consent for one client.
 *
 * @param id its number
 * @param tenant the firm
 * @param firm the firm's name
 * @param wanted for whom
 * @param name how the company is called: by name, or else by number
 * @param recipient the mail address that it is meant for
 * @param by the person of the firm who made it
 * @param expires until when it can be used
 */
public record Invitation(
        long id,
        TenantId tenant,
        String firm,
        Wanted wanted,
        String name,
        String recipient,
        Person by,
        Instant expires) {
    /**
     * For whom a consent is wanted: a client that is to be signed in again, or a company that is to be connected.
     *
     * @param integration the system
     * @param client the client; null for a company that is not here yet
     * @param orgnr its number; always there if there is no client
     */
    public record Wanted(IntegrationId integration, @Nullable ClientId client, @Nullable String orgnr) {}

    /** Who uses it, as the trail calls that one. */
    public Person guest() {
        return new Person("invitation " + id, recipient);
    }

    /** Who gives the consent that comes by it. */
    Giver giver() {
        return new Giver(guest(), by);
    }
}
