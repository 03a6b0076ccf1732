package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Where a test's own thread waits for reactive work; within 30 seconds, then it fails. */
public final class Await {
    private static final int SECONDS = 30;

    private Await() {}

    /** The value; an error is thrown. */
    public static <T> T result(Single<T> work) {
        return work.timeout(SECONDS, TimeUnit.SECONDS).blockingGet();
    }

    /** The value, which must be there. */
    public static <T> T result(Maybe<T> work) {
        return result(work.toSingle());
    }

    /** Waits for the end; an error is thrown. */
    public static void done(Completable work) {
        work.timeout(SECONDS, TimeUnit.SECONDS).blockingAwait();
    }

    /** Lets time pass. */
    public static void pause(Duration time) {
        done(Completable.timer(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Looks again and again until it is so; after {@code patience} it fails with what {@code story} tells. */
    public static void until(Duration patience, BooleanSupplier so, Supplier<String> story) {
        long end = System.nanoTime() + patience.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + patience + " in vain: " + story.get());
            }
            pause(Duration.ofMillis(50));
        }
    }

    /** The error that the work must end with. */
    public static Throwable error(Single<?> work) {
        var end = work.timeout(SECONDS, TimeUnit.SECONDS).materialize().blockingGet();
        return Objects.requireNonNull(end.getError(), () -> "no error, but " + end.getValue());
    }
}
