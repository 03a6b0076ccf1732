package no.sticos.erp.sync.requests;

import java.util.Locale;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/** A question that is not answered: a code for the program that asks, a reason for who wrote it. */
final class Refusal extends RuntimeException {
    static final int BAD = 400;
    static final int UNKNOWN = 404;
    static final int NOT_NOW = 409;
    static final int GONE = 410;
    static final int TOO_LARGE = 413;
    static final int IMPOSSIBLE = 422;
    static final int TOO_MANY = 429;
    static final int OURS = 500;
    static final int AWAY = 503;

    private static final long serialVersionUID = 1L;

    private final int code;

    /** {@code reason} holds nothing of the books, and of the question only what we have understood. */
    Refusal(int code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The text that goes with the code. */
    String reason() {
        return String.valueOf(getMessage());
    }

    /** What to answer to a fault of the rooms below. */
    static Refusal of(Throwable error) {
        if (error instanceof Refusal refusal) {
            return refusal;
        }
        var fault = Fault.from(error);
        return switch (fault.reason()) {
            case NOT_FOUND -> new Refusal(UNKNOWN, "no such client, or no books of it");
            case GENERATION_PRUNED -> new Refusal(GONE, "the generation is no longer kept");
            case CLIENT_OFF -> new Refusal(NOT_NOW, "the client is switched off");
            case REMOVAL_WAITING, REMOVAL_RUNNING -> new Refusal(NOT_NOW, "the client is being removed");
            case LOCK_OUTSIDE_YEARS ->
                new Refusal(
                        IMPOSSIBLE,
                        String.format(
                                Locale.ROOT,
                                "%s lies outside the fiscal years, %s to %s",
                                fault.args().toArray()));
            case DATABASE_AWAY -> new Refusal(AWAY, "the gateway's database is away");
            default -> new Refusal(OURS, "the gateway failed: " + fault.reason().key());
        };
    }

    /** Whether the mistake is ours, so that the log must have it. */
    static boolean isOurs(Throwable error) {
        return !(error instanceof Refusal) && Fault.from(error).kind() != Cause.Kind.BAD_INPUT;
    }
}
