package no.sticos.erp.events.inbox;

/**
 * What a product is to apply now, in one transaction with {@code position}.
 *
 * @param what which of the four it is
 * @param last the message that made it whole: envelope, and for a generation its summary
 * @param position what to store for the client
 * @param isFull for a generation: forget all documents of the client before applying
 * @param pages for a generation: the documents, each entity and key at most once; to be read once
 */
public record Handover(
        What what, ProductMessage last, Position position, boolean isFull, Iterable<Staging.Page> pages) {
    /** What happened to the client's books. */
    public enum What {
        /** They changed: show this generation. */
        GENERATION,
        /** They were read again and are the same: show when. */
        UNCHANGED,
        /** Something changed in a locked period: the message says what; the generation shown stays. */
        PERIOD_CHANGED,
        /** The client was removed: delete what is held of it. */
        REMOVED
    }
}
