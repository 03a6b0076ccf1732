package no.sticos.erp.web.status;

import java.time.Instant;
import no.sticos.erp.sync.ClientState;
import org.jspecify.annotations.Nullable;

/**
 * One line of the client list.
 *
 * @param client who
 * @param status its state in words
 * @param actions what may be done
 * @param added set while the row is marked as just added
 */
public record ClientRow(ClientHead client, StatusCell status, ClientActions actions, @Nullable Added added) {
    /**
     * Who added a client.
     *
     * @param at when
     * @param by the person's name
     */
    public record Added(Instant at, String by) {}

    /** Whether the client cannot be switched on. */
    public boolean blocked() {
        return status.state() == ClientState.BLOCKED;
    }
}
