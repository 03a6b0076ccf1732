package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.TenantId;

/**
 * A database as a process sees it that dies at its n-th transaction: either right after the commit, which
 * stands though its answer never comes, or with its connection cut before the commit. Nothing after it happens.
 */
public final class MortalDatabase implements Database {
    private static final Sql WITHOUT_ROLE = new Sql("test", "SELECT set_config('role', 'none', true)");
    private static final Sql CUT = new Sql("test", "SELECT pg_terminate_backend(pg_backend_pid())");

    private final Database real;
    private final AtomicInteger left;
    private final AtomicInteger underWay = new AtomicInteger();
    private final boolean inside;
    private final CompletableSubject death = CompletableSubject.create();

    private MortalDatabase(Database real, int transactions, boolean inside) {
        this.real = real;
        this.left = new AtomicInteger(transactions);
        this.inside = inside;
    }

    /** Dies after so many commits. */
    public MortalDatabase(Database real, int commits) {
        this(real, commits, false);
    }

    /** Dies inside the n-th transaction: its statements are done, its connection is cut, nothing is committed. */
    public static MortalDatabase dyingInside(Database real, int transaction) {
        return new MortalDatabase(real, transaction, true);
    }

    /** Whether the last transaction has been. */
    public boolean isDead() {
        return left.get() <= 0;
    }

    /**
     * Whether nothing that it began is under way any more: what had been sent when the process died is still done, such
     * as one more beat of its lease.
     */
    public boolean isStill() {
        return underWay.get() == 0;
    }

    /** Completes at the moment of death. */
    public Completable death() {
        return death;
    }

    @Override
    public <T> Single<T> forTenant(TenantId tenant, Function<Tx, Single<T>> work) {
        return mortal(doing -> real.forTenant(tenant, doing), work);
    }

    @Override
    public <T> Single<T> forGateway(Function<Tx, Single<T>> work) {
        return mortal(real::forGateway, work);
    }

    @Override
    public <T> Single<T> often(Function<Tx, Single<T>> work) {
        return mortal(real::often, work);
    }

    @Override
    public Completable close() {
        return Completable.complete();
    }

    private <T> Single<T> mortal(Function<Function<Tx, Single<T>>, Single<T>> way, Function<Tx, Single<T>> work) {
        return Single.defer(() -> {
            if (isDead()) {
                return Single.never();
            }
            if (inside) {
                return left.decrementAndGet() > 0
                        ? counted(way.apply(work))
                        : counted(way.apply(tx -> work.apply(tx).flatMap(done -> cut(tx, done))))
                                .onErrorResumeNext(error -> die());
            }
            return counted(way.apply(work)).flatMap(done -> left.decrementAndGet() > 0 ? Single.just(done) : die());
        });
    }

    /** Until its own end: that nobody waits for it any more does not take it back. */
    private <T> Single<T> counted(Single<T> transaction) {
        underWay.incrementAndGet();
        return transaction.doAfterTerminate(underWay::decrementAndGet).cache();
    }

    private static <T> Single<T> cut(Tx tx, T done) {
        return tx.run(WITHOUT_ROLE).andThen(tx.run(CUT)).toSingleDefault(done);
    }

    private <T> Single<T> die() {
        death.onComplete();
        return Single.never();
    }
}
