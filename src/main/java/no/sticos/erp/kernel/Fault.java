package no.sticos.erp.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the house: a {@link Cause} with its arguments, never a text for people.
 *
 * <p>It is made at the doors in (answers from Visma, errors from the database, input from pages) and
 * rendered at the door out; in between nobody catches it. Arguments must be fit for a log: no token, no
 * personal number, no ledger text.
 */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Cause reason;
    private final transient List<String> args;
    private final @Nullable Duration retryAfter;

    private Fault(Cause reason, List<String> args, @Nullable Duration retryAfter, @Nullable Throwable origin) {
        super(reason + (args.isEmpty() ? "" : " " + args), origin);
        this.reason = reason;
        this.args = List.copyOf(args);
        this.retryAfter = retryAfter;
    }

    /** A fault with this cause; {@code args} fill the cause's text, in order. */
    public static Fault of(Cause reason, String... args) {
        return new Fault(reason, List.of(args), null, null);
    }

    /** A fault that another error led to; the origin's stack is kept for the log. */
    public static Fault of(Cause reason, Throwable origin, String... args) {
        return new Fault(reason, List.of(args), null, origin);
    }

    /** The same fault with the wait that the other side asked for. */
    public Fault retryAfter(Duration wait) {
        return new Fault(reason, args, wait, getCause());
    }

    /** Why; never null. */
    public Cause reason() {
        return reason;
    }

    /** What is to be done about it. */
    public Cause.Kind kind() {
        return reason.kind();
    }

    /** What fills the text's places, in order; may be empty. */
    public List<String> args() {
        return args;
    }

    /** How long the other side asked us to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether {@code error} is a fault with this cause. */
    public static boolean is(Throwable error, Cause reason) {
        return error instanceof Fault fault && fault.reason == reason;
    }

    /** The fault that {@code error} is, or a {@link Cause#BUG} around it. */
    public static Fault from(Throwable error) {
        return error instanceof Fault fault ? fault : of(Cause.BUG, error);
    }
}
