package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.Checkpoints;
import no.sticos.erp.ledger.Pass;
import no.sticos.erp.ledger.Stage;

/**
 * Brings vouchers and Visma's balances to the same moment: changes until nothing new comes, the count, what has
 * vanished, the balances, and the changes and the count once more.
 *
 * <p>Where the list of vouchers cannot be asked for changes it is read whole instead, before and after.
 */
final class Settling {
    private static final int MOST_ROUNDS = 3;
    /** A voucher changed in the second before the reading began is read twice rather than never. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private final ResourceReader reader;
    private final BookReading books;
    private final WholeReading whole;
    private final Filters filters;
    private final Checkpoints checkpoints;

    Settling(ResourceReader reader, BookReading books, WholeReading whole, Filters filters, Checkpoints checkpoints) {
        this.reader = reader;
        this.books = books;
        this.whole = whole;
        this.filters = filters;
        this.checkpoints = checkpoints;
    }

    /** Settles; gives whether the books were still moving after the last round. */
    Single<Boolean> settle(Lease lease, RunPlan plan) {
        if (lease.stage() == Stage.SETTINGS) {
            return books.readBalances(lease, plan).toSingleDefault(false);
        }
        return filters.servesStamps(lease, Resource.VOUCHERS)
                .flatMap(served -> round(new Work(lease, plan, served, false), 1));
    }

    /** How many vouchers Visma says there are now; notes it. Empty years count too. */
    Single<Integer> count(Lease lease, RunPlan plan) {
        return reader.recount(lease, Resource.VOUCHERS, plan.counted());
    }

    private Single<Boolean> round(Work work, int round) {
        return vouchers(work)
                .flatMap(vouchers -> vouchers.refused() != null
                        ? books.readBalances(work.lease(), work.plan()).toSingleDefault(true)
                        : fresh(work, vouchers)
                                .flatMap(fresh -> fresh > 0 && round < MOST_ROUNDS
                                        ? round(work.moving(), round + 1)
                                        : close(fresh > 0 ? work.moving() : work, round)));
    }

    /** The pass over the vouchers ends here, if there was one: what it did not show has vanished. */
    private Single<Boolean> close(Work work, int round) {
        return count(work.lease(), work.plan()).flatMap(total -> vouchers(work)
                .flatMap(vouchers -> isPass(vouchers) ? end(work, round, total) : balances(work, round, total)));
    }

    private Single<Boolean> end(Work work, int round, int total) {
        return whole.endVouchers(work.lease(), work.plan().voucherYears())
                .flatMap(pass -> pass.stood() ? balances(work, round, total) : uncertain(work, pass, round));
    }

    /**
     * More or fewer vouchers than Visma counts. If they come and go that is no wonder, and nothing is closed; else the
     * pass missed some and is repeated.
     */
    private Single<Boolean> uncertain(Work work, Pass pass, int round) {
        if (round < MOST_ROUNDS) {
            return round(work, round + 1);
        }
        if (work.moved()) {
            return books.readBalances(work.lease(), work.plan()).toSingleDefault(true);
        }
        var again = WholeReading.orDrifted(pass, Resource.VOUCHERS)
                .andThen(Single.defer(() -> readAgain(work)))
                .ignoreElement();
        return books.orRefused(work.lease(), Resource.VOUCHERS, again).andThen(Single.defer(() -> round(work, 1)));
    }

    private Single<Boolean> balances(Work work, int round, int total) {
        return books.readBalances(work.lease(), work.plan())
                .andThen(Single.defer(() -> moved(work, total)))
                .flatMap(moved -> moved && round < MOST_ROUNDS ? round(work.moving(), round + 1) : Single.just(moved));
    }

    /** Whether anything has happened to the vouchers since they were counted. */
    private Single<Boolean> moved(Work work, int total) {
        return vouchers(work)
                .flatMap(vouchers -> work.served() ? fresh(work, vouchers) : readAgain(work))
                .flatMap(fresh -> fresh > 0
                        ? Single.just(true)
                        : count(work.lease(), work.plan()).map(now -> now != total));
    }

    private Single<Integer> fresh(Work work, Checkpoint vouchers) {
        var began = vouchers.beganAt();
        return work.served() && began != null
                ? reader.readChanges(work.lease(), Resource.VOUCHERS, began.minus(OVERLAP))
                        .onErrorResumeNext(error -> served(work, error))
                : Single.just(0);
    }

    /** The filter is not served after all: what moved cannot be told in this run, and the next one knows. */
    private Single<Integer> served(Work work, Throwable error) {
        return Fault.is(error, Cause.OUR_REQUEST)
                ? filters.note(Resource.VOUCHERS, Filters.Filter.STAMP, Filters.Finding.REJECTED)
                        .andThen(readAgain(work))
                : Single.error(error);
    }

    private Single<Integer> readAgain(Work work) {
        return books.readVouchersAgain(work.lease(), work.plan());
    }

    private Single<Checkpoint> vouchers(Work work) {
        return checkpoints.open(work.lease().client(), work.lease().fence(), Resource.VOUCHERS);
    }

    /** A list of changes leaves the place in the lists where it was. */
    private static boolean isPass(Checkpoint vouchers) {
        return !vouchers.position().isEmpty();
    }

    /** What is settled, whether the vouchers can be asked for changes, and whether they have moved meanwhile. */
    private record Work(Lease lease, RunPlan plan, boolean served, boolean moved) {
        Work moving() {
            return new Work(lease, plan, served, true);
        }
    }
}
