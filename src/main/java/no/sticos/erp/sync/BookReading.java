package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.Checkpoints;
import no.sticos.erp.ledger.Gap;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.ledger.Watermark;
import no.sticos.erp.ledger.Watermarks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a stage names: whole, or only what has changed where that can be asked for; and notes what cannot be
 * read and is not waited for.
 */
final class BookReading {
    private static final Logger log = LoggerFactory.getLogger(BookReading.class);
    private static final Set<Resource> INDISPENSABLE = Set.of(Resource.COMPANY_SETTINGS, Resource.FISCAL_YEARS);
    /** A list that is read beside others has one page in memory, the vouchers by themselves have three. */
    private static final int SIDE_BY_SIDE = 3;

    /** These concern one resource; any other refusal concerns the company as a whole. */
    private static final Set<Cause> OF_ONE_RESOURCE =
            Set.of(Cause.VARIANT_LACKS, Cause.SCOPE_MISSING, Cause.NOT_FOUND_AT_VISMA, Cause.YEAR_GONE, Cause.DRIFT);

    /** A list beside the books that cannot be asked for or read as a whole leaves the books what they are. */
    private static final Set<Cause> OF_ONE_LIST = Set.of(Cause.OUR_REQUEST, Cause.NOT_UNDERSTOOD);

    private final ResourceReader reader;
    private final WholeReading whole;
    private final Filters filters;
    private final Checkpoints checkpoints;
    private final Generations generations;
    private final Watermarks watermarks;

    BookReading(
            ResourceReader reader,
            WholeReading whole,
            Filters filters,
            Checkpoints checkpoints,
            Generations generations,
            Watermarks watermarks) {
        this.reader = reader;
        this.whole = whole;
        this.filters = filters;
        this.checkpoints = checkpoints;
        this.generations = generations;
        this.watermarks = watermarks;
    }

    /** Reads what has to be known before the fiscal years are. */
    Completable readFrame(Lease lease) {
        return Flowable.fromIterable(RunPlan.frame(lease.stage()))
                .concatMapCompletable(resource -> readWhole(lease, resource, List.of("")));
    }

    /**
     * Reads all else that the plan names, but for the proof's figures: lists of one page as most are, {@value
     * #SIDE_BY_SIDE} side by side, and then the vouchers.
     */
    Completable readBooks(Lease lease, RunPlan plan) {
        return watermarks.of(lease.client()).flatMapCompletable(marks -> Flowable.fromIterable(plan.beside())
                .flatMapCompletable(lists -> readInOrder(lease, plan, lists, marks), false, SIDE_BY_SIDE)
                .andThen(readInOrder(lease, plan, plan.vouchers(), marks)));
    }

    private Completable readInOrder(Lease lease, RunPlan plan, List<Resource> lists, Map<Resource, Watermark> marks) {
        return Flowable.fromIterable(lists).concatMapCompletable(resource -> read(lease, plan, resource, marks));
    }

    /** Reads the balances at every date that the proof needs. */
    Completable readBalances(Lease lease, RunPlan plan) {
        var resource = Resource.ACCOUNT_BALANCES;
        return orRefused(lease, resource, whole.readAgain(lease, resource, plan.scopes(resource)));
    }

    /** Reads all vouchers of the plan's years once more; gives how many were new to us. */
    Single<Integer> readVouchersAgain(Lease lease, RunPlan plan) {
        return whole.restartVouchers(lease).andThen(whole.readVouchers(lease, plan.scopes(Resource.VOUCHERS)));
    }

    private Completable read(Lease lease, RunPlan plan, Resource resource, Map<Resource, Watermark> marks) {
        if (resource.scopes() == Resource.Scopes.BANK_ACCOUNTS) {
            return readBankLists(lease, resource);
        }
        var mark = marks.get(resource);
        return lease.stage() == Stage.CHANGES && mark != null && isWorthAsking(resource, mark)
                ? readChanges(lease, plan, resource, mark.since())
                : readAll(lease, plan, resource, mark);
    }

    /** A list on one page, read whole, costs no more than one of changes, and shows what is gone. */
    private static boolean isWorthAsking(Resource resource, Watermark mark) {
        boolean several = mark.several() || resource.scopes() == Resource.Scopes.FISCAL_YEARS;
        return several && mark.stampless() == 0;
    }

    private Completable readChanges(Lease lease, RunPlan plan, Resource resource, Instant since) {
        return filters.servesStamps(lease, resource)
                .flatMapCompletable(served -> served
                        ? orRefused(lease, resource, changes(lease, plan, resource, since))
                        : readAll(lease, plan, resource, null));
    }

    /** What has served the filter before and does so no longer is noted, and read whole. */
    private Completable changes(Lease lease, RunPlan plan, Resource resource, Instant since) {
        return reader.readChanges(lease, resource, since)
                .ignoreElement()
                .onErrorResumeNext(error -> Fault.is(error, Cause.OUR_REQUEST)
                        ? filters.note(resource, Filters.Filter.STAMP, Filters.Finding.IGNORED)
                                .andThen(checkpoints.restart(lease.fence(), resource))
                                .ignoreElement()
                                .andThen(readAll(lease, plan, resource, null))
                        : Completable.error(error));
    }

    private Completable readAll(Lease lease, RunPlan plan, Resource resource, @Nullable Watermark mark) {
        if (resource != Resource.VOUCHERS) {
            return readWhole(lease, resource, plan.scopes(resource));
        }
        var vouchers = readVouchers(lease, plan);
        return orRefused(lease, resource, mark == null ? vouchers : vouchers.andThen(catchUp(lease, mark)));
    }

    private Completable readVouchers(Lease lease, RunPlan plan) {
        return checkpoints
                .open(lease.client(), lease.fence(), Resource.VOUCHERS)
                .flatMapCompletable(opened -> opened.refused() != null
                        ? Completable.complete()
                        : whole.readVouchers(lease, plan.scopes(Resource.VOUCHERS))
                                .ignoreElement());
    }

    /**
     * An earlier stage read other years: what was changed there since, or came from there, is in no list of this one. A
     * filter that has served somebody and refuses this client is as good as none.
     */
    private Completable catchUp(Lease lease, Watermark mark) {
        return lease.stage() != Stage.REST
                ? Completable.complete()
                : filters.servesStamps(lease, Resource.VOUCHERS)
                        .flatMapCompletable(served -> served
                                ? reader.readChanges(lease, Resource.VOUCHERS, mark.since())
                                        .ignoreElement()
                                        .onErrorResumeNext(this::withoutStamps)
                                : Completable.complete());
    }

    private Completable withoutStamps(Throwable error) {
        return Fault.is(error, Cause.OUR_REQUEST)
                ? filters.note(Resource.VOUCHERS, Filters.Filter.STAMP, Filters.Finding.REJECTED)
                : Completable.error(error);
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
                                    .flatMapCompletable(lists -> readWhole(lease, resource, lists))
                            : note(lease, new Gap(resource, refused.cause(), refused.args()));
                });
    }

    private Completable readWhole(Lease lease, Resource resource, List<String> scopes) {
        return orRefused(lease, resource, whole.read(lease, resource, scopes));
    }

    /** What Visma refuses of one resource, and what drifted each time, is noted as missing and the run goes on. */
    Completable orRefused(Lease lease, Resource resource, Completable reading) {
        return reading.onErrorResumeNext(error -> error instanceof Fault fault && concerns(resource, fault.reason())
                ? note(lease, new Gap(resource, fault.reason(), fault.args()))
                : Completable.error(error));
    }

    /** Whether only this resource is lost, so that the others go on. */
    private static boolean concerns(Resource resource, Cause cause) {
        return (OF_ONE_RESOURCE.contains(cause) && !INDISPENSABLE.contains(resource))
                || (OF_ONE_LIST.contains(cause) && !resource.isLedger());
    }

    private Completable note(Lease lease, Gap gap) {
        lease.on(gap.isNotInUse() ? log.atInfo() : log.atWarn())
                .log("the run goes on without {}: {}", gap.resource().id(), gap.cause());
        return checkpoints
                .open(lease.client(), lease.fence(), gap.resource())
                .flatMapCompletable(opened -> checkpoints.refuse(lease.fence(), gap));
    }
}
