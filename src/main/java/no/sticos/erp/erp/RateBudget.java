package no.sticos.erp.erp;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import no.sticos.erp.kernel.ClientId;

/** Whose turn it is to ask: the request quota that all clients share; kept by {@code sync}. */
public interface RateBudget {
    /**
     * Completes when a request to {@code path} may be sent for {@code client}; cold, one permit a
     * subscription.
     *
     * @param path what the system counts by: the path's template without ids, {@code /vouchers/{fiscalyearId}}, or the
     *     path with them (facts.md §3.1)
     */
    Completable permit(ClientId client, String path);

    /** The system refused: nobody sends to {@code path} before {@code wait} has passed. */
    void pause(ClientId client, String path, Duration wait);
}
