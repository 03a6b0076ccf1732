package no.sticos.erp.connect;

import java.util.List;
import java.util.Set;
import no.sticos.erp.clients.Client;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import org.jspecify.annotations.Nullable;

/** What came of a person's way to Visma and back. */
public sealed interface ConnectOutcome {
    /**
     * A new client, which may be switched on.
     *
     * @param client the client
     * @param missingScopes what the person left unticked; empty if nothing or if Visma does not say
     */
    record Added(Client client, Set<String> missingScopes) implements ConnectOutcome {}

    /**
     * A client that was there already, with a fresh consent.
     *
     * @param client the client
     * @param missingScopes what the person left unticked; empty if nothing or if Visma does not say
     */
    record Renewed(Client client, Set<String> missingScopes) implements ConnectOutcome {}

    /**
     * The client is there with its consent, but cannot be chosen.
     *
     * @param client the client
     * @param cause {@code NO_ID}, {@code BAD_ORGNR} or {@code DUPLICATE}
     * @param args what fills the cause's text: of a duplicate the name of the client that is active
     */
    record Blocked(Client client, Cause cause, List<String> args) implements ConnectOutcome {}

    /**
     * Nothing was added.
     *
     * @param cause why
     * @param args what fills the cause's text
     * @param integration where the company was to be connected; null if that is not known any more
     * @param expected the client that was to be signed in again; null if any company would have done
     */
    record Refused(Cause cause, List<String> args, @Nullable IntegrationId integration, @Nullable ClientId expected)
            implements ConnectOutcome {
        static Refused by(Fault fault) {
            return new Refused(fault.reason(), fault.args(), null, null);
        }

        Refused of(Flow.Target target) {
            return new Refused(cause, args, target.integration(), target.expected());
        }
    }

    /**
     * What came of one that stands in a queue; the queue knows it already.
     *
     * @param queue where to go on
     * @param came what came of it; null if a company that was not expected waits for the person's word, or got it before
     */
    record Queued(long queue, @Nullable ConnectOutcome came) implements ConnectOutcome {}
}
