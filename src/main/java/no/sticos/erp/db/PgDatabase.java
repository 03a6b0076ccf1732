package no.sticos.erp.db;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import no.sticos.erp.kernel.TenantId;

/**
 * The ways in, over a pool whose role may take on {@code erp_tenant} and {@code erp_system}, and nothing else.
 *
 * <p>The pool would bound the wait for a connection itself, but where such a wait ends as it is served, the pool
 * (Vert.x 5.0.8) throws at whoever asks just then, forgets what else it was about to do, and with it a connection. So its
 * own bound is off, and each transaction has one here: whoever comes first, the connection or the end of patience, settles
 * it, and a connection that comes too late goes straight back.
 */
final class PgDatabase implements Database {
    private static final Sql ENTER_TENANT = Sql.of(PgDatabase.class, "enter-tenant");
    private static final Sql ENTER_SYSTEM = Sql.of(PgDatabase.class, "enter-system");
    private static final Sql ENTER_OFTEN = Sql.of(PgDatabase.class, "enter-often");

    private final Pool pool;
    private final Duration patience;
    private final Scheduler timer;

    /**
     * A pool that does not end waits by itself.
     *
     * @param patience how long a transaction waits for a connection
     * @param timer by which it is counted; calls on the context of who waits
     */
    PgDatabase(Pool pool, Duration patience, Scheduler timer) {
        this.pool = pool;
        this.patience = patience;
        this.timer = timer;
    }

    @Override
    public <T> Single<T> forTenant(TenantId tenant, Function<Tx, Single<T>> work) {
        return inTransaction(tx -> tx.run(ENTER_TENANT, Long.toString(tenant.value())), work);
    }

    @Override
    public <T> Single<T> forGateway(Function<Tx, Single<T>> work) {
        return inTransaction(tx -> tx.run(ENTER_SYSTEM), work);
    }

    @Override
    public <T> Single<T> often(Function<Tx, Single<T>> work) {
        return inTransaction(tx -> tx.run(ENTER_OFTEN), work);
    }

    @Override
    public Completable close() {
        return pool.rxClose();
    }

    private <T> Single<T> inTransaction(Function<Tx, Completable> enter, Function<Tx, Single<T>> work) {
        return Single.defer(() -> {
                    var waiting = new AtomicBoolean(true);
                    return pool.<T>rxWithTransaction(connection -> waiting.getAndSet(false)
                                    ? entered(connection, enter, work).toMaybe()
                                    : Maybe.error(tooLate()))
                            .toSingle()
                            .ambWith(patienceEnds(waiting))
                            .doOnDispose(() -> waiting.set(false));
                })
                .onErrorResumeNext(error -> Single.error(DbFaults.translate(error)));
    }

    /** Nothing, unless the wait is still on when patience ends. */
    private <T> Single<T> patienceEnds(AtomicBoolean waiting) {
        return Single.timer(patience.toMillis(), TimeUnit.MILLISECONDS, timer)
                .flatMap(over -> waiting.getAndSet(false) ? Single.error(tooLate()) : Single.never());
    }

    private static TimeoutException tooLate() {
        return new TimeoutException("no connection to the database was free in time");
    }

    /**
     * Entering and the first statement go together: the connection keeps their order, and until the role is taken on
     * nothing may be read or written.
     */
    private static <T> Single<T> entered(
            SqlConnection connection, Function<Tx, Completable> enter, Function<Tx, Single<T>> work) {
        var tx = new Tx(connection);
        return Single.zip(
                enter.apply(tx).toSingleDefault(true), Single.defer(() -> work.apply(tx)), (entered, done) -> done);
    }
}
