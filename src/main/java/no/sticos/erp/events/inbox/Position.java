package no.sticos.erp.events.inbox;

/**
 * How far a product has come with one client: what it must store, in the transaction that applies.
 *
 * @param streamEpoch which stream; a sequence means nothing in another one
 * @param sequence of the last message applied
 * @param generation what the product has; 0 = nothing
 */
public record Position(String streamEpoch, long sequence, int generation) {
    /** Of a client that nothing is known of. */
    public static final Position NONE = new Position("", 0, 0);

    /** Whether the message was applied already. */
    boolean isPast(ProductMessage message) {
        return message.streamEpoch().equals(streamEpoch) && message.sequence() <= sequence;
    }

    /** Whether this is the generation that the message builds on. */
    boolean has(ProductMessage message, int wanted) {
        return message.streamEpoch().equals(streamEpoch) && wanted == generation;
    }

    /** After a message that leaves the generation as it is; what came by another stream counts as nothing. */
    Position movedTo(ProductMessage message) {
        int here = message.streamEpoch().equals(streamEpoch) ? generation : 0;
        return new Position(message.streamEpoch(), message.sequence(), here);
    }
}
