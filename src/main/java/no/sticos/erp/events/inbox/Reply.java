package no.sticos.erp.events.inbox;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * What to answer a message.
 *
 * @param failureCode 0 = acknowledged; otherwise the code to fail the message with
 * @param text the body of the acknowledgement, or why not
 */
public record Reply(int failureCode, String text) {
    /** What the product has does not fit: everything, please. */
    public static final int SEND_EVERYTHING = 409;
    /** Not part of a transfer that is under way here: from its begin, please. */
    public static final int BEGIN_AGAIN = 410;
    /** The totals do not fit what came. */
    public static final int DOES_NOT_ADD_UP = 422;
    /** There is no room for more pages now. */
    public static final int NO_ROOM = 507;

    /** Whether the message was taken. */
    public boolean isAck() {
        return failureCode == 0;
    }

    static Reply ack(ProductMessage message) {
        var id = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(message.eventId()));
        return new Reply(0, "{\"ack\":\"" + id + "\"}");
    }
}
