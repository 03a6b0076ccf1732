package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.kernel.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Who goes first of the runs that a node has under way: young ones that a person waits for.
 *
 * <p>The queue decides who is taken first, but a large client's run was taken long before the button was pressed, and keeps
 * processors and Postgres busy for minutes. It asks for no further page while a young one is under way. A click that is
 * not done after {@link #YOUNG} is a large client itself and like all others; and nobody waits longer than {@link #MOST}
 * for a page, however many people press buttons. Used from any thread; nobody is let on while a lock is held.
 */
final class RightOfWay {
    /** How long a run that a person waits for goes first. */
    static final Duration YOUNG = Duration.ofSeconds(10);

    /** How long a page of another run waits at most. */
    static final Duration MOST = Duration.ofSeconds(1);

    private final Scheduler timer;
    private final Set<RunId> young = new HashSet<>();
    private CompletableSubject clear = CompletableSubject.create();

    RightOfWay(Scheduler timer) {
        this.timer = timer;
        clear.onComplete();
    }

    /** The run's work, which goes first from its subscription on if a person waits for it. */
    Completable first(Lease lease, Completable work) {
        return lease.clicked()
                ? Completable.using(
                        () -> entered(lease.run()), run -> Completable.ambArray(work, ageing(run)), this::leave)
                : work;
    }

    /** Completes when the run may ask for a page. Cold. */
    Completable passed(Lease lease) {
        return Completable.defer(
                () -> way(lease.run()).timeout(MOST.toMillis(), TimeUnit.MILLISECONDS, timer, Completable.complete()));
    }

    private Completable ageing(RunId run) {
        return Completable.timer(YOUNG.toMillis(), TimeUnit.MILLISECONDS, timer)
                .doOnComplete(() -> leave(run))
                .andThen(Completable.never());
    }

    private synchronized Completable way(RunId run) {
        return young.contains(run) ? Completable.complete() : clear;
    }

    private synchronized RunId entered(RunId run) {
        if (young.isEmpty()) {
            clear = CompletableSubject.create();
        }
        young.add(run);
        return run;
    }

    private void leave(RunId run) {
        var cleared = left(run);
        if (cleared != null) {
            cleared.onComplete();
        }
    }

    /** Who was kept waiting, if this was the last that they waited for. */
    private synchronized @Nullable CompletableSubject left(RunId run) {
        return young.remove(run) && young.isEmpty() ? clear : null;
    }
}
