package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.Checkpoints;
import no.sticos.erp.ledger.FiscalYear;
import no.sticos.erp.ledger.Pass;
import no.sticos.erp.ledger.Passes;

/**
 * Reads resources whole: again while a list drifts under the reading, and then without what has vanished from it.
 *
 * <p>What drifted each time it was tried fails with {@code DRIFT}; nothing of it is closed.
 */
final class WholeReading {
    private static final int MOST_PASSES = 3;

    private final ResourceReader reader;
    private final Checkpoints checkpoints;
    private final Passes passes;
    private final Filters filters;

    WholeReading(ResourceReader reader, Checkpoints checkpoints, Passes passes, Filters filters) {
        this.reader = reader;
        this.checkpoints = checkpoints;
        this.passes = passes;
        this.filters = filters;
    }

    /** Reads what is left of a resource other than vouchers, and ends its pass; nothing if it was refused. */
    Completable read(Lease lease, Resource resource, List<String> scopes) {
        return read(lease, resource, scopes, 1);
    }

    /** Reads a resource from its beginning, however far it has come; nothing if it was refused. */
    Completable readAgain(Lease lease, Resource resource, List<String> scopes) {
        return checkpoints
                .open(lease.client(), lease.fence(), resource)
                .flatMapCompletable(
                        opened -> opened.refused() != null ? Completable.complete() : anew(lease, resource, scopes, 1));
    }

    /** Tries are counted from here: what was read in an earlier round of the same run takes none of them away. */
    private Completable read(Lease lease, Resource resource, List<String> scopes, int tries) {
        return reader.read(lease, resource, scopes, false)
                .flatMap(read -> passes.end(lease.client(), lease.fence(), resource, isGuarded(resource)))
                .flatMapCompletable(pass -> pass.stood()
                        ? Completable.complete()
                        : orDrifted(tries, resource)
                                .andThen(Completable.defer(() -> anew(lease, resource, scopes, tries + 1))));
    }

    private Completable anew(Lease lease, Resource resource, List<String> scopes, int tries) {
        return checkpoints
                .restart(lease.fence(), resource)
                .ignoreElement()
                .andThen(Completable.defer(() -> read(lease, resource, scopes, tries)));
    }

    /**
     * Reads what is left of a pass over the vouchers; {@link #endVouchers} ends it. They are read on by number where
     * that is served, so that nothing can shift. Gives how many documents were new to us.
     */
    Single<Integer> readVouchers(Lease lease, List<String> scopes) {
        return filters.servesNumbers(Resource.VOUCHERS)
                .flatMap(byNumber -> byNumber ? byNumber(lease, scopes) : byPage(lease, scopes));
    }

    /** Begins a new pass over the vouchers. */
    Completable restartVouchers(Lease lease) {
        return checkpoints.restart(lease.fence(), Resource.VOUCHERS).ignoreElement();
    }

    /** Ends the pass over the vouchers of these years, once nothing new comes and they were counted anew. */
    Single<Pass> endVouchers(Lease lease, List<FiscalYear> years) {
        return passes.endVouchers(lease.client(), lease.fence(), years);
    }

    /** Whether another pass may be tried after this one; fails with {@code DRIFT} if not. */
    static Completable orDrifted(Pass pass, Resource resource) {
        return orDrifted(pass.passes(), resource);
    }

    private static Completable orDrifted(int tries, Resource resource) {
        return tries < MOST_PASSES ? Completable.complete() : Completable.error(Fault.of(Cause.DRIFT, resource.id()));
    }

    /** Balances move with the vouchers, and those are watched while the balances are read. */
    private static boolean isGuarded(Resource resource) {
        return resource.turn() == Resource.Turn.PROOF;
    }

    private Single<Integer> byNumber(Lease lease, List<String> scopes) {
        return reader.read(lease, Resource.VOUCHERS, scopes, true)
                .onErrorResumeNext(error -> Fault.is(error, Cause.OUR_REQUEST) || Fault.is(error, Cause.DRIFT)
                        ? restartVouchers(lease)
                                .andThen(Single.defer(() -> byPage(lease, scopes)))
                                .flatMap(read -> note(error).toSingleDefault(read))
                        : Single.error(error));
    }

    /** A refusal is the endpoint's, if another question is answered; an order that is none may be this client's. */
    private Completable note(Throwable error) {
        return Fault.is(error, Cause.OUR_REQUEST)
                ? filters.note(Resource.VOUCHERS, Filters.Filter.NUMBER, Filters.Finding.REJECTED)
                : Completable.complete();
    }

    private Single<Integer> byPage(Lease lease, List<String> scopes) {
        return reader.read(lease, Resource.VOUCHERS, scopes, false);
    }
}
