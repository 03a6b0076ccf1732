package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.Checkpoints;
import no.sticos.erp.ledger.Gap;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.Publication;
import no.sticos.erp.ledger.Published;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.ledger.Verdict;

/**
 * One run: reads what its stage names, settles, proves, publishes.
 *
 * <p>Every step is behind the lease's fence and goes on from its checkpoint, so that running it again after
 * a crash at any point ends in the same books. Errors come out as faults; what they mean for the run is
 * decided by {@link RunEnd}.
 */
final class SyncRun {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    /** A voucher changed in the second before the reading began is read twice rather than never. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private static final int MOST_ROUNDS = 3;
    private static final Set<Resource> INDISPENSABLE = Set.of(Resource.COMPANY_SETTINGS, Resource.FISCAL_YEARS);
    /** These concern one resource; any other refusal concerns the company as a whole. */
    private static final Set<Cause> OF_ONE_RESOURCE =
            Set.of(Cause.VARIANT_LACKS, Cause.SCOPE_MISSING, Cause.NOT_FOUND_AT_VISMA, Cause.YEAR_GONE);

    /** A list beside the books that cannot be asked for or read as a whole leaves the books what they are. */
    private static final Set<Cause> OF_ONE_LIST = Set.of(Cause.OUR_REQUEST, Cause.NOT_UNDERSTOOD);

    private final ResourceReader reader;
    private final Checkpoints checkpoints;
    private final Generations generations;
    private final RunTable runs;
    private final SyncSettings settings;
    private final Scheduler timer;
    private final Clock clock;

    SyncRun(
            ResourceReader reader,
            Checkpoints checkpoints,
            Generations generations,
            RunTable runs,
            SyncSettings settings,
            Scheduler timer,
            Clock clock) {
        this.reader = reader;
        this.checkpoints = checkpoints;
        this.generations = generations;
        this.runs = runs;
        this.settings = settings;
        this.timer = timer;
        this.clock = clock;
    }

    /** Runs to the end and gives what was published. */
    Single<Published> run(Lease lease) {
        return readFrame(lease).andThen(plan(lease)).flatMap(plan -> readBooks(lease, plan)
                .andThen(settle(lease, plan, 1))
                .flatMap(moving -> proveTwice(lease, plan, moving))
                .flatMap(publication -> publish(lease, publication)));
    }

    private Completable readFrame(Lease lease) {
        return Flowable.fromIterable(RunPlan.frame(lease.stage()))
                .concatMapCompletable(resource -> readOrRefuse(lease, resource, List.of("")));
    }

    private Single<RunPlan> plan(Lease lease) {
        return generations
                .fiscalYears(lease.client(), lease.gen())
                .map(years -> new RunPlan(lease.stage(), years, LocalDate.now(clock.withZone(OSLO))));
    }

    private Completable readBooks(Lease lease, RunPlan plan) {
        return Flowable.fromIterable(plan.resources()).concatMapCompletable(resource -> read(lease, plan, resource));
    }

    private Completable read(Lease lease, RunPlan plan, Resource resource) {
        return resource.scopes() == Resource.Scopes.BANK_ACCOUNTS
                ? readBankLists(lease, resource)
                : readOrRefuse(lease, resource, plan.scopes(resource));
    }

    /** Without the bank accounts nobody knows what lists there are, and no list would look like no transactions. */
    private Completable readBankLists(Lease lease, Resource resource) {
        return checkpoints
                .open(lease.client(), lease.fence(), Resource.BANK_ACCOUNTS)
                .flatMapCompletable(accounts -> {
                    var refused = accounts.refused();
                    return refused == null
                            ? generations
                                    .keys(lease.client(), lease.gen(), Resource.BANK_ACCOUNTS)
                                    .map(RunPlan::bankLists)
                                    .flatMapCompletable(lists -> readOrRefuse(lease, resource, lists))
                            : note(lease, new Gap(resource, refused.cause(), refused.args()));
                });
    }

    private Completable readOrRefuse(Lease lease, Resource resource, List<String> scopes) {
        return reader.read(lease, resource, scopes)
                .ignoreElement()
                .onErrorResumeNext(error -> refuse(lease, resource, error));
    }

    private Completable refuse(Lease lease, Resource resource, Throwable error) {
        return error instanceof Fault fault && concerns(resource, fault.reason())
                ? note(lease, new Gap(resource, fault.reason(), fault.args()))
                : Completable.error(error);
    }

    /** Whether only this resource is lost, so that the others go on. */
    private static boolean concerns(Resource resource, Cause cause) {
        return (OF_ONE_RESOURCE.contains(cause) && !INDISPENSABLE.contains(resource))
                || (OF_ONE_LIST.contains(cause) && !resource.isLedger());
    }

    private Completable note(Lease lease, Gap gap) {
        return checkpoints
                .open(lease.client(), lease.fence(), gap.resource())
                .flatMapCompletable(opened -> checkpoints.refuse(lease.fence(), gap));
    }

    /**
     * Reads what changed since the reading began until nothing new comes, then Visma's balances, then the
     * changes once more: only then do rows and balances speak of the same moment.
     *
     * @return whether the books were still moving after the last round
     */
    private Single<Boolean> settle(Lease lease, RunPlan plan, int round) {
        if (lease.stage() == Stage.SETTINGS) {
            return readBalances(lease, plan).toSingleDefault(false);
        }
        return readChanges(lease, plan)
                .flatMap(before -> before && round < MOST_ROUNDS
                        ? settle(lease, plan, round + 1)
                        : readBalances(lease, plan)
                                .andThen(readChanges(lease, plan))
                                .flatMap(after -> after && round < MOST_ROUNDS
                                        ? settle(lease, plan, round + 1)
                                        : Single.just(after)));
    }

    private Completable readBalances(Lease lease, RunPlan plan) {
        return reader.readAgain(lease, Resource.ACCOUNT_BALANCES, plan.scopes(Resource.ACCOUNT_BALANCES))
                .ignoreElement()
                .onErrorResumeNext(error -> refuse(lease, Resource.ACCOUNT_BALANCES, error));
    }

    private Single<Boolean> readChanges(Lease lease, RunPlan plan) {
        return checkpoints
                .open(lease.client(), lease.fence(), Resource.VOUCHERS)
                .flatMap(vouchers -> vouchers.refused() != null
                        ? Single.just(false)
                        : reader.readChanges(lease, Resource.VOUCHERS, began(vouchers))
                                .flatMap(changed -> noteChanges(lease, plan, changed))
                                // The filter is not served: whether the books moved cannot be known.
                                .onErrorResumeNext(error ->
                                        Fault.is(error, Cause.OUR_REQUEST) ? Single.just(true) : Single.error(error)));
    }

    private Single<Boolean> noteChanges(Lease lease, RunPlan plan, int changed) {
        return changed == 0
                ? Single.just(false)
                : reader.recount(lease, Resource.VOUCHERS, plan.scopes(Resource.VOUCHERS))
                        .map(done -> true);
    }

    private Instant began(Checkpoint vouchers) {
        var began = vouchers.beganAt();
        return (began == null ? clock.instant() : began).minus(OVERLAP);
    }

    /** A deviation is believed when it is found twice, with a pause and a settling between. */
    private Single<Publication> proveTwice(Lease lease, RunPlan plan, boolean moving) {
        return publication(lease, plan, moving).flatMap(first -> generations
                .prove(first)
                .flatMap(verdict -> verdict == Verdict.DEVIATION ? proveAgain(lease, plan) : Single.just(first)));
    }

    private Single<Publication> proveAgain(Lease lease, RunPlan plan) {
        return Single.timer(settings.settlePause().toMillis(), TimeUnit.MILLISECONDS, timer)
                .flatMap(tick -> settle(lease, plan, 1))
                .flatMap(moving -> publication(lease, plan, moving))
                .flatMap(second -> generations.prove(second).map(verdict -> second));
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
                            moving);
                });
    }

    private Single<Published> publish(Lease lease, Publication publication) {
        return generations
                .publish(publication, (tx, published) -> follow(tx, lease))
                .doOnSuccess(published ->
                        runs.ended(lease, publication.missing().map(Gap::cause).orElse(null)));
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
}
