package no.sticos.erp.web.system;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.sync.ClientOverview;
import no.sticos.erp.sync.ClientState;
import org.jspecify.annotations.Nullable;

/** Adds up the counts of an integration's clients, as its card and its chips show them. */
public final class Cards {
    private Cards() {}

    /** The integration's clients by state, where one on its way out is not active any more; {@code doneAt} is when the firm's runs may be done, if anybody knows. */
    public static ClientCounts counts(
            IntegrationId integration, List<ClientOverview.StateCount> all, @Nullable Instant doneAt) {
        var chips = new EnumMap<Chip, Long>(Chip.class);
        long active = 0;
        long clients = 0;
        long fetching = 0;
        long queued = 0;
        for (var count : all) {
            if (count.integration().equals(integration)) {
                chips.merge(Chip.of(count.state()), (long) count.clients(), Long::sum);
                active += count.state() == ClientState.DELETING ? 0 : count.active();
                clients += count.clients();
                boolean reads = count.state() == ClientState.RUNNING || count.state() == ClientState.WAITING;
                fetching += reads ? count.clients() : 0;
                queued += count.state() == ClientState.QUEUED ? count.clients() : 0;
            }
        }
        return new ClientCounts(
                active, clients - active, chips, fetching, queued, fetching + queued > 0 ? doneAt : null);
    }

    /** When one of them was last published; null if none was. */
    public static @Nullable Instant newest(IntegrationId integration, List<ClientOverview.StateCount> all) {
        Instant newest = null;
        for (var count : all) {
            var time = count.newest();
            if (time != null && count.integration().equals(integration) && (newest == null || time.isAfter(newest))) {
                newest = time;
            }
        }
        return newest;
    }
}
