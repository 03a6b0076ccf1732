package no.sticos.erp.consumer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far this product has come with one client.
 *
 * @param clientId the gateway's id of the client
 * @param streamEpoch which stream; empty = nothing was applied
 * @param sequence of the last message applied
 * @param generation what is shown; 0 = nothing
 * @param movedAt when it last moved, by the database's clock; null = never
 */
public record Position(long clientId, String streamEpoch, long sequence, int generation, @Nullable Instant movedAt) {
    /** Whether the message was applied already. */
    boolean isPast(Envelope message) {
        return message.streamEpoch().equals(streamEpoch) && message.sequence() <= sequence;
    }

    /** Whether this generation of the message's stream is here. */
    boolean has(Envelope message, int wanted) {
        return message.streamEpoch().equals(streamEpoch) && wanted == generation;
    }

    /** The generation that stays after a message that brings none; one of another stream counts as nothing. */
    int generationUnder(Envelope message) {
        return message.streamEpoch().equals(streamEpoch) ? generation : 0;
    }
}
