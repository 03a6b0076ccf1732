package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** The process's own waiting and stopping; the only place where anything waits for the reactive world. */
final class Lifetime {
    private static final Deque<Runnable> stops = new ConcurrentLinkedDeque<>();

    private Lifetime() {}

    /** What was started last is stopped first; nothing else in the process may have a hook of its own. */
    static void onStop(Runnable stop) {
        if (stops.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stops.forEach(Runnable::run), "stop"));
        }
        stops.push(stop);
    }

    /** Waits like {@link #await} and gives what came. */
    static <T> T result(Single<T> work) {
        var came = new AtomicReference<T>();
        await(work.doOnSuccess(came::set).ignoreElement());
        return Objects.requireNonNull(came.get(), "interrupted");
    }

    /** Waits on the main thread; an error comes out as {@link IllegalStateException} with its message. */
    static void await(Completable work) {
        var done = new CountDownLatch(1);
        var failure = new AtomicReference<Throwable>();
        var running = work.subscribe(done::countDown, error -> {
            failure.set(error);
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            running.dispose();
            Thread.currentThread().interrupt();
        }
        var error = failure.get();
        if (error != null) {
            throw new IllegalStateException(error.getMessage(), error);
        }
    }
}
