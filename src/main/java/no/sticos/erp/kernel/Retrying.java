package no.sticos.erp.kernel;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleTransformer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.reactivestreams.Publisher;

/**
 * Tries again what will pass: only faults of kind {@link Cause.Kind#LATER}, within the policy's bound.
 *
 * <p>The source is subscribed to once per try, so it must be cold and safe to repeat. After the last try
 * the last error comes through unchanged. A wait that the other side asked for ({@link Fault#retryAfter})
 * is honoured in full; our own pauses grow and are spread by half so that many clients do not return at
 * the same moment.
 */
public final class Retrying {
    private final RetryPolicy policy;
    private final Scheduler timer;
    private final DoubleSupplier random;

    /** {@code random} gives numbers in [0, 1); {@code timer} is where the pauses pass. */
    public Retrying(RetryPolicy policy, Scheduler timer, DoubleSupplier random) {
        this.policy = policy;
        this.timer = timer;
        this.random = random;
    }

    /** The policy as something to {@code compose}. */
    public <T> SingleTransformer<T, T> bounded() {
        return source -> source.retryWhen(this::pauses);
    }

    private Publisher<Long> pauses(Flowable<Throwable> errors) {
        return errors.zipWith(Flowable.rangeLong(1, Integer.MAX_VALUE), this::pauseOrGiveUp)
                .concatMapSingle(pause -> pause);
    }

    private Single<Long> pauseOrGiveUp(Throwable error, long failures) {
        boolean passes = error instanceof Fault fault && fault.kind() == Cause.Kind.LATER;
        return passes && failures < policy.tries()
                ? Single.timer(pause((Fault) error, (int) failures).toMillis(), TimeUnit.MILLISECONDS, timer)
                : Single.error(error);
    }

    private Duration pause(Fault fault, int failures) {
        return fault.retryAfter().orElseGet(() -> spread(policy.pauseAfter(failures)));
    }

    private Duration spread(Duration pause) {
        return Duration.ofMillis(Math.round(pause.toMillis() * (0.5 + random.getAsDouble() / 2)));
    }
}
