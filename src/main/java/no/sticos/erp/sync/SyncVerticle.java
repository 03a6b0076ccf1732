package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import java.time.Clock;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Checkpoints;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.PageWriter;
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
    private final SyncSettings settings;
    private final Watch watch;
    private Disposable work = Disposable.disposed();
    private Completable leaving = Completable.complete();

    /**
     * Where what is read goes.
     *
     * @param writer lands pages
     * @param checkpoints remember how far a run came
     * @param generations publish what is whole
     */
    public record Books(PageWriter writer, Checkpoints checkpoints, Generations generations) {}

    /** Does nothing yet. */
    public SyncVerticle(
            ErpSource source,
            Books books,
            RunTable runs,
            RemovalRun removal,
            Consents consents,
            SyncSettings settings,
            Watch watch) {
        this.source = source;
        this.books = books;
        this.runs = runs;
        this.removal = removal;
        this.consents = consents;
        this.settings = settings;
        this.watch = watch;
    }

    @Override
    public Completable rxStart() {
        return Completable.fromAction(() -> {
            var loop = loop();
            work = loop.work()
                    .subscribe(() -> log.info("sync ended"), error -> log.error("sync stopped by a mistake", error));
            leaving = loop.leave(work);
        });
    }

    @Override
    public Completable rxStop() {
        return leaving;
    }

    private SyncLoop loop() {
        var timer = RxHelper.scheduler(vertx.getOrCreateContext());
        var reader = new ResourceReader(source, books.writer(), books.checkpoints(), watch);
        var run =
                new SyncRun(reader, books.checkpoints(), books.generations(), runs, settings, timer, Clock.systemUTC());
        return new SyncLoop(
                runs,
                lease -> lease.stage() == Stage.REMOVAL ? removal.run(lease) : fetched(run, lease),
                new RunEnd(runs, consents, settings),
                settings,
                timer);
    }

    private Completable fetched(SyncRun run, Lease lease) {
        return run.run(lease).flatMapCompletable(published -> consents.worked(lease.client()));
    }
}
