package no.sticos.erp.consumer;

/**
 * What to answer a message.
 *
 * @param failureCode 0 = acknowledged; otherwise the code to fail the message with
 * @param text the id that is acknowledged, or why it was not taken
 */
public record Reply(int failureCode, String text) {
    /** What the product has does not fit: everything, please. */
    public static final int SEND_EVERYTHING = 409;
    /** Not part of a transfer that is under way here: from its begin, please. */
    public static final int BEGIN_AGAIN = 410;
    /** The totals do not fit what came. */
    public static final int DOES_NOT_ADD_UP = 422;
    /** Not now, for another reason. */
    public static final int FAILED = 500;
    /** Too many messages wait already. */
    public static final int NO_ROOM = 507;

    /** Whether the message was taken. */
    public boolean isAck() {
        return failureCode == 0;
    }

    static Reply ack(ProductMessage message) {
        return new Reply(0, message.eventId());
    }

    static Reply beginAgain(String why) {
        return new Reply(BEGIN_AGAIN, why);
    }

    static Reply sendEverything(String why) {
        return new Reply(SEND_EVERYTHING, why);
    }
}
