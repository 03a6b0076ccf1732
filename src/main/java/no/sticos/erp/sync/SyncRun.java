package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.BooksState;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.Checkpoints;
import no.sticos.erp.ledger.Gap;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.KnownPages;
import no.sticos.erp.ledger.PageWriter;
import no.sticos.erp.ledger.Passes;
import no.sticos.erp.ledger.Proven;
import no.sticos.erp.ledger.Publication;
import no.sticos.erp.ledger.Publisher;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.ledger.Touched;
import no.sticos.erp.ledger.Verdict;
import no.sticos.erp.ledger.Watermarks;

/**
 * One run: reads what its stage names, settles, proves, publishes.
 *
 * <p>Every step is behind the lease's fence and goes on from its checkpoint, so that running it again after
 * a crash at any point ends in the same books. Errors come out as faults; what they mean for the run is
 * decided by {@link RunEnd}.
 *
 * <p>A deviation is believed when the vouchers were read whole once more and it was found again as it was, or when
 * the books that readers see have it already. What is different each time is not Visma's error but Visma at work.
 */
final class SyncRun {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final int MOST_READINGS = 3;

    private final RightOfWay way;
    private final BookReading reading;
    private final Settling settling;
    private final Checkpoints checkpoints;
    private final Generations generations;
    private final Publisher publisher;
    private final RunTable runs;
    private final SyncSettings settings;
    private final Scheduler timer;
    private final Clock clock;

    private SyncRun(
            RightOfWay way,
            BookReading reading,
            Settling settling,
            Checkpoints checkpoints,
            Generations generations,
            Publisher publisher,
            RunTable runs,
            SyncSettings settings,
            Scheduler timer,
            Clock clock) {
        this.way = way;
        this.reading = reading;
        this.settling = settling;
        this.checkpoints = checkpoints;
        this.generations = generations;
        this.publisher = publisher;
        this.runs = runs;
        this.settings = settings;
        this.timer = timer;
        this.clock = clock;
    }

    /** With all that it needs over this database; {@code watch} is told of each page. */
    static SyncRun over(
            Database database,
            ErpSource source,
            Generations generations,
            RunTable runs,
            SyncSettings settings,
            Scheduler timer,
            Clock clock,
            Watch watch) {
        var checkpoints = new Checkpoints(database);
        var filters = new Filters(database, source);
        var inFlight = new PagesInFlight(settings.pagesInFlight(), watch);
        var way = new RightOfWay(timer);
        var reader = new ResourceReader(
                source, new PageWriter(database), checkpoints, new KnownPages(database), way, inFlight, watch);
        var whole = new WholeReading(reader, checkpoints, new Passes(database), filters);
        var books = new BookReading(reader, whole, filters, checkpoints, generations, new Watermarks(database));
        var settling = new Settling(reader, books, whole, filters, checkpoints);
        var publisher = new Publisher(database, generations, new Outbox(watch));
        return new SyncRun(way, books, settling, checkpoints, generations, publisher, runs, settings, timer, clock);
    }

    /** Runs to the end: its generation is published, or held for a person. */
    Completable run(Lease lease) {
        return way.first(lease, build(lease, Doubt.NONE).flatMapCompletable(this::holdOrPublish));
    }

    private Single<Built> build(Lease lease, Doubt doubt) {
        return reading.readFrame(lease).andThen(Single.defer(() -> plan(lease))).flatMap(plan -> reading.readBooks(
                        lease, plan)
                .andThen(Single.defer(() -> lease.stage() == Stage.CHANGES
                        ? proveChanges(lease, plan)
                        : settleAndProve(lease, plan, doubt))));
    }

    private Single<RunPlan> plan(Lease lease) {
        return generations
                .fiscalYears(lease.client(), lease.gen())
                .map(years -> new RunPlan(lease.stage(), years, LocalDate.now(clock.withZone(OSLO))));
    }

    /** Where the books are as they were, Visma's balances are what they were, and nothing needs a proof. */
    private Single<Built> proveChanges(Lease lease, RunPlan plan) {
        return settling.count(lease, plan)
                .flatMap(counted -> Single.zip(
                        generations.touched(lease.client(), lease.gen()),
                        generations.state(lease.client()),
                        (touched, before) -> asBefore(counted, touched, before)))
                .flatMap(asBefore -> asBefore
                        ? publication(lease, plan, false).flatMap(publication -> proveIfNew(lease, publication))
                        : settleAndProve(lease, plan, Doubt.NONE));
    }

    private static boolean asBefore(int counted, Touched touched, BooksState before) {
        return !touched.books() && touched.vouchers() == counted && before.isProvedRight();
    }

    private Single<Built> proveIfNew(Lease lease, Publication publication) {
        var built = new Built(lease, publication);
        return publisher
                .isUnchanged(publication)
                .flatMap(unchanged -> unchanged
                        ? Single.just(built)
                        : publisher.prove(publication).map(proven -> built));
    }

    private Single<Built> settleAndProve(Lease lease, RunPlan plan, Doubt doubt) {
        return settling.settle(lease, plan)
                .flatMap(moving -> publication(lease, plan, moving))
                .flatMap(publication -> isProved(lease, publication, doubt)
                        .flatMap(proved -> proved
                                ? Single.just(new Built(lease, publication))
                                : prove(lease, plan, publication, doubt)));
    }

    /** Of books that were read whole and found as they were, the proof is known; not of those that are in doubt. */
    private Single<Boolean> isProved(Lease lease, Publication publication, Doubt doubt) {
        return lease.stage() == Stage.ALL && !publication.moving() && doubt.readings() == 0
                ? publisher.isProved(publication)
                : Single.just(false);
    }

    private Single<Built> prove(Lease lease, RunPlan plan, Publication publication, Doubt doubt) {
        return publisher
                .prove(publication)
                .flatMap(proven -> isBelieved(proven, publication, doubt)
                        ? Single.just(new Built(lease, publication))
                        : doubt(lease, plan, doubt.after(proven)));
    }

    private static boolean isBelieved(Proven proven, Publication publication, Doubt doubt) {
        return proven.verdict() != Verdict.DEVIATION
                || publication.moving()
                || proven.known()
                || doubt.found().equals(proven.deviations());
    }

    /** A second look, at everything: what was deleted, or changed without a trace, no list of changes shows. */
    private Single<Built> doubt(Lease lease, RunPlan plan, Doubt doubt) {
        if (doubt.readings() >= MOST_READINGS) {
            return publication(lease, plan, true)
                    .flatMap(publication -> publisher.prove(publication).map(proven -> new Built(lease, publication)));
        }
        return Single.timer(settings.settlePause().toMillis(), TimeUnit.MILLISECONDS, timer)
                .flatMap(tick -> lease.stage() == Stage.CHANGES || lease.stage() == Stage.REST
                        ? runs.widen(lease)
                                .andThen(checkpoints.restart(lease.fence()))
                                .andThen(Single.defer(() -> build(lease.widened(), doubt)))
                        : reading.readVouchersAgain(lease, plan).flatMap(read -> settleAndProve(lease, plan, doubt)));
    }

    private Single<Publication> publication(Lease lease, RunPlan plan, boolean moving) {
        return Single.zip(
                checkpoints.of(lease.fence()),
                checkpoints.isolated(lease.fence()),
                generations.state(lease.client()),
                (read, isolated, before) -> {
                    var coverage = plan.coverage(read, isolated, before.coverage());
                    return new Publication(
                            lease.fence(),
                            plan.voucherYears(),
                            plan.coveredYears(coverage),
                            coverage,
                            asOf(read),
                            plan.gaps(read, before.gaps()),
                            moving || lacksBalances(read));
                });
    }

    /** Balances that could not be read are an earlier run's: what differs from them proves nothing. */
    private static boolean lacksBalances(List<Checkpoint> read) {
        return read.stream()
                .filter(checkpoint -> checkpoint.resource() == Resource.ACCOUNT_BALANCES)
                .flatMap(checkpoint -> checkpoint.gap().stream())
                .anyMatch(gap -> !gap.isNotInUse());
    }

    private Completable holdOrPublish(Built built) {
        return generations
                .shrinkage(built.lease().client(), built.lease().gen())
                .flatMapCompletable(shrinkage -> shrinkage.needsAcceptance()
                        ? runs.hold(built.lease(), shrinkage.gone())
                        : publish(built.lease(), built.publication()));
    }

    private Completable publish(Lease lease, Publication publication) {
        return publisher
                .publish(publication, (tx, published) -> follow(tx, lease))
                .doOnSuccess(published ->
                        runs.ended(lease, publication.missing().map(Gap::cause).orElse(null)))
                .ignoreElement();
    }

    private Completable follow(Tx tx, Lease lease) {
        return lease.stage().next().map(next -> runs.follow(tx, lease, next)).orElseGet(Completable::complete);
    }

    private Instant asOf(List<Checkpoint> read) {
        return read.stream()
                .map(Checkpoint::beganAt)
                .filter(began -> began != null && began.isAfter(Instant.EPOCH))
                .min(Instant::compareTo)
                .orElseGet(clock::instant);
    }

    /** What is ready to be shown. */
    private record Built(Lease lease, Publication publication) {}

    /**
     * How often the books were read whole because they deviated.
     *
     * @param readings so many times
     * @param found what deviated the last time
     */
    private record Doubt(int readings, String found) {
        static final Doubt NONE = new Doubt(0, "");

        Doubt after(Proven proven) {
            return new Doubt(readings + 1, proven.deviations());
        }
    }
}
