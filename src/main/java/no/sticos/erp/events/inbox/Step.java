package no.sticos.erp.events.inbox;

import org.jspecify.annotations.Nullable;

/**
 * What to do with one message.
 *
 * @param handover to be applied before the reply is sent; null = nothing to apply. If applying fails, fail
 *     the message instead: the generation is sent again
 * @param reply what to answer then
 */
public record Step(@Nullable Handover handover, Reply reply) {
    static Step ack(ProductMessage message) {
        return new Step(null, Reply.ack(message));
    }

    static Step refuse(int code, String why) {
        return new Step(null, new Reply(code, why));
    }

    static Step apply(Handover handover) {
        return new Step(handover, Reply.ack(handover.last()));
    }
}
