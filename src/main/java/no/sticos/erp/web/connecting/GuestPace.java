package no.sticos.erp.web.connecting;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * How often links may be tried on a node, whoever tries: so many a minute. Nobody guesses one, and nobody keeps the
 * database busy with guessing.
 */
final class GuestPace {
    static final int MOST_A_MINUTE = 300;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier clock;
    private long began;
    private int tried;

    /** {@code clock} gives nanoseconds since whenever. */
    GuestPace(LongSupplier clock) {
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    /** Counts one more; {@code TOO_OFTEN} if that is too many. */
    synchronized void demand() {
        long now = clock.getAsLong();
        if (now - began >= MINUTE) {
            began = now;
            tried = 0;
        }
        tried++;
        if (tried > MOST_A_MINUTE) {
            throw Fault.of(Cause.TOO_OFTEN).retryAfter(Duration.ofNanos(began + MINUTE - now));
        }
    }
}
