package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verticle that does the {@link Chore}s in rounds, for as long as it is deployed.
 *
 * <p>It runs on every node: each chore takes its rows so that two nodes never have the same, and no node is
 * needed more than another. Pauses are spread, so that nodes that were started together drift apart. A round
 * begins only when the one before has ended.
 */
public final class Housekeeping extends AbstractVerticle {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final Chores chores;
    private final Duration longestPause;
    private Disposable rounds = Disposable.disposed();

    /** Pauses between half of {@code longestPause} and all of it before each round, the first one included. */
    public Housekeeping(List<Chore> chores, Duration longestPause) {
        this.chores = new Chores(chores);
        this.longestPause = longestPause;
    }

    @Override
    public Completable rxStart() {
        return Completable.fromAction(() -> rounds = rounds(RxHelper.scheduler(vertx.getOrCreateContext()))
                .subscribe(
                        () -> log.error("housekeeping has ended"), error -> log.error("housekeeping stopped", error)));
    }

    @Override
    public Completable rxStop() {
        return Completable.fromAction(rounds::dispose);
    }

    private Completable rounds(Scheduler timer) {
        return pause(timer).ignoreElement().andThen(chores.round()).repeat();
    }

    private Single<Long> pause(Scheduler timer) {
        return Single.defer(() -> Single.timer(spread(longestPause.toMillis()), TimeUnit.MILLISECONDS, timer));
    }

    private static long spread(long millis) {
        return Math.round(millis * (0.5 + Math.random() / 2));
    }
}
