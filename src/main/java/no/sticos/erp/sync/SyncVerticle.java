package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import java.time.Clock;
import no.sticos.erp.db.Database;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sync engine's life on an event loop: starts the loop, and hands its runs back when it stops. */
public final class SyncVerticle extends AbstractVerticle {
    private static final Logger log = LoggerFactory.getLogger(SyncVerticle.class);

    private final ErpSource source;
    private final Books books;
    private final RunTable runs;
    private final RemovalRun removal;
    private final Consents consents;
    private final Flowable<String> notifications;
    private final SyncSettings settings;
    private final Watch watch;
    private Disposable work = Disposable.disposed();
    private Completable leaving = Completable.complete();

    /**
     * Where a run lands what it reads.
     *
     * @param database holds the pages
     * @param generations prove and publish them
     */
    public record Books(Database database, Generations generations) {}

    /** {@code notifications} emits whenever a run may have been asked for; its errors end nothing but the hints. */
    public SyncVerticle(
            ErpSource source,
            Books books,
            RunTable runs,
            RemovalRun removal,
            Consents consents,
            Flowable<String> notifications,
            SyncSettings settings,
            Watch watch) {
        this.source = source;
        this.books = books;
        this.runs = runs;
        this.removal = removal;
        this.consents = consents;
        this.notifications = notifications;
        this.settings = settings;
        this.watch = watch;
    }

    @Override
    public Completable rxStart() {
        return Completable.fromAction(() -> {
            var loop = loop();
            work = loop.work()
                    .mergeWith(listening(loop))
                    .subscribe(() -> log.info("sync ended"), error -> log.error("sync stopped by a mistake", error));
            leaving = loop.leave(work);
        });
    }

    @Override
    public Completable rxStop() {
        return leaving;
    }

    private Completable listening(SyncLoop loop) {
        return notifications.doOnNext(hint -> loop.nudge()).ignoreElements().onErrorComplete(error -> {
            log.warn("notifications ended; the poll goes on", error);
            return true;
        });
    }

    private SyncLoop loop() {
        var timer = RxHelper.scheduler(vertx.getOrCreateContext());
        var run = SyncRun.over(
                books.database(), source, books.generations(), runs, settings, timer, Clock.systemUTC(), watch);
        return new SyncLoop(
                runs,
                lease -> lease.stage() == Stage.REMOVAL ? removal.run(lease) : fetched(run, lease),
                new RunEnd(runs, consents, settings),
                settings,
                timer);
    }

    private Completable fetched(SyncRun run, Lease lease) {
        return run.run(lease).andThen(Completable.defer(() -> consents.worked(lease.client())));
    }
}
