package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.kernel.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * Where the relay reads what differs between two generations; the ledger implements it.
 *
 * <p>Published generations never change, so the same questions give the same answers for as long as both
 * generations are kept. Who prunes generation n calls {@link Subscriptions#forgetOlderThan} in the same
 * transaction. Answers may come on any thread; errors are faults.
 */
public interface ChangeSource {
    /**
     * One page of the wanted documents that differ, each entity after the other in a fixed order and each
     * document at most once: as it is in {@code toGen}, or deleted. One that came and went in between is
     * no change; from generation 0 nothing is deleted.
     *
     * @param after where to go on; null = from the start
     * @param bytes about how many bytes of documents; a page holds at least one if any is left
     */
    Single<ChangePage> changes(Span span, ChangePage.@Nullable Cursor after, int bytes);

    /** What is known of a published generation. */
    Single<GenerationSummary> summary(ClientId client, int gen);

    /** What a published generation changed in locked periods; it must have an event of that kind. */
    Single<PeriodChanges> periodChanges(ClientId client, int gen);
}
