package no.sticos.erp.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a product is told; the fields are those of {@code src/docs/events.md}. */
public sealed interface Event {
    /** What it says of itself and of the client. */
    Envelope envelope();

    /**
     * A generation begins.
     *
     * @param isFull forget all documents of the client: the pages hold everything
     * @param fromGeneration what the product has, if it is no full one
     */
    record GenerationBegin(Envelope envelope, boolean isFull, int fromGeneration) implements Event {}

    /**
     * Documents of one entity.
     *
     * @param page 1, 2, 3 … within the generation
     * @param entity {@code vouchers}, {@code accounts} …
     * @param documents each replaces what there is under the entity and its key; a key occurs once in a generation
     */
    record Changes(Envelope envelope, int page, String entity, List<Document> documents) implements Event {
        /** Takes a copy. */
        public Changes {
            documents = List.copyOf(documents);
        }
    }

    /**
     * All pages were handed over, and their totals fit.
     *
     * @param pages how many there were
     * @param sent per entity, what came in this transfer
     * @param documents per entity, how many documents there are now if nothing is missing
     * @param coverage the resources that are whole; never read a missing one as zero
     * @param gaps the resources that are not whole, with the cause's key
     * @param asOf Visma's clock when the reading began
     * @param result {@code DONE} or {@code PARTIAL}
     * @param verdict {@code OK}, {@code DEVIATION} or {@code UNKNOWN}
     * @param reason why it is partial or unknown: a cause's key
     * @param deviationCount how many deviations there are
     * @param deviations the first of them, as the JSON array that was sent
     */
    record GenerationComplete(
            Envelope envelope,
            int pages,
            Map<String, Sent> sent,
            Map<String, Long> documents,
            List<String> coverage,
            Map<String, String> gaps,
            Instant asOf,
            String result,
            String verdict,
            @Nullable String reason,
            long deviationCount,
            String deviations)
            implements Event {
        /** Takes copies. */
        public GenerationComplete {
            sent = Map.copyOf(sent);
            documents = Map.copyOf(documents);
            coverage = List.copyOf(coverage);
            gaps = Map.copyOf(gaps);
        }
    }

    /** How many documents came in a transfer: {@code changed} whole ones, {@code deleted} without one. */
    record Sent(long changed, long deleted) {}

    /** The books were read again at {@code verifiedAt} and are as in the envelope's generation. */
    record Heartbeat(Envelope envelope, Instant verifiedAt) implements Event {}

    /**
     * Something changed in a period that was locked before.
     *
     * @param fromGeneration the generation that is there; 0 = a full one follows
     * @param foundAt when the generation was published
     * @param data the message's {@code data} as it was sent
     */
    record PeriodChanged(Envelope envelope, int fromGeneration, Instant foundAt, String data) implements Event {}

    /** The client was switched on: its books will be fetched. {@code data} as it was sent. */
    record ClientActivated(Envelope envelope, String data) implements Event {}

    /** The client was switched off: its books stay as they are. {@code data} as it was sent. */
    record ClientDeactivated(Envelope envelope, String data) implements Event {}

    /** Nothing is fetched until somebody signs in at Visma. {@code data} as it was sent. */
    record ClientNeedsSignIn(Envelope envelope, String data) implements Event {}

    /**
     * Delete what is held of the client.
     *
     * @param booksOnly the client stays, and comes as a full generation when it is fetched again; else it is gone
     * @param removedAt when a person removed it
     */
    record ClientRemoved(Envelope envelope, boolean booksOnly, Instant removedAt) implements Event {}
}
