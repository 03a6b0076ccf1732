package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.TenantId;

/**
 * A database as a process sees it that dies right after its n-th commit: the commit stands, its answer never
 * comes, and nothing after it happens.
 */
public final class MortalDatabase implements Database {
    private final Database real;
    private final AtomicInteger left;

    /** Dies after so many commits. */
    public MortalDatabase(Database real, int commits) {
        this.real = real;
        this.left = new AtomicInteger(commits);
    }

    /** Whether the last commit has been. */
    public boolean isDead() {
        return left.get() <= 0;
    }

    @Override
    public <T> Single<T> forTenant(TenantId tenant, Function<Tx, Single<T>> work) {
        return Single.defer(
                () -> isDead() ? Single.never() : real.forTenant(tenant, work).flatMap(this::survive));
    }

    @Override
    public <T> Single<T> forGateway(Function<Tx, Single<T>> work) {
        return Single.defer(
                () -> isDead() ? Single.never() : real.forGateway(work).flatMap(this::survive));
    }

    @Override
    public Completable close() {
        return Completable.complete();
    }

    private <T> Single<T> survive(T result) {
        return left.decrementAndGet() <= 0 ? Single.never() : Single.just(result);
    }
}
