package no.sticos.erp.web.shell;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/** How often something may be tried on a node: so many times a minute. Safe to share between threads. */
public final class Throttle {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final LongSupplier clock;
    private long began;
    private int tried;

    /** {@code most} times a minute; {@code clock} gives nanoseconds since whenever. */
    public Throttle(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    /** Counts one more; {@code TOO_OFTEN} if that is too many. */
    public synchronized void demand() {
        long now = clock.getAsLong();
        if (now - began >= MINUTE) {
            began = now;
            tried = 0;
        }
        tried++;
        if (tried > most) {
            throw Fault.of(Cause.TOO_OFTEN).retryAfter(Duration.ofNanos(began + MINUTE - now));
        }
    }
}
