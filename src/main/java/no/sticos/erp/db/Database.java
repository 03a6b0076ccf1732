package no.sticos.erp.db;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import java.util.function.Function;
import no.sticos.erp.kernel.TenantId;

/**
 * The only two ways into the database: a transaction for one firm, or one for the gateway itself.
 *
 * <p>The work may run more than one statement; it commits when it succeeds and rolls back when it fails.
 * Nothing here retries: a fault of kind {@code LATER} says that the whole transaction may be tried again.
 * Safe to share between threads; results arrive on the caller's Vert.x context.
 */
public final class Database {
    private static final Sql ENTER_TENANT = Sql.of(Database.class, "enter-tenant");
    private static final Sql ENTER_SYSTEM = Sql.of(Database.class, "enter-system");

    private final Pool pool;

    /** Uses a pool whose role may take on {@code erp_tenant} and {@code erp_system}, and nothing else. */
    public Database(Pool pool) {
        this.pool = pool;
    }

    /** A transaction that sees this firm's rows only. */
    public <T> Single<T> forTenant(TenantId tenant, Function<Tx, Single<T>> work) {
        return inTransaction(tx -> tx.run(ENTER_TENANT, Long.toString(tenant.value())), work);
    }

    /** A transaction for work that belongs to no single firm. */
    public <T> Single<T> forGateway(Function<Tx, Single<T>> work) {
        return inTransaction(tx -> tx.run(ENTER_SYSTEM), work);
    }

    /** Closes the pool; transactions in flight are waited for by the driver. */
    public Completable close() {
        return pool.rxClose();
    }

    private <T> Single<T> inTransaction(Function<Tx, Completable> enter, Function<Tx, Single<T>> work) {
        return pool.<T>rxWithTransaction(
                        connection -> entered(connection, enter, work).toMaybe())
                .toSingle()
                .onErrorResumeNext(error -> Single.error(DbFaults.translate(error)));
    }

    private static <T> Single<T> entered(
            SqlConnection connection, Function<Tx, Completable> enter, Function<Tx, Single<T>> work) {
        var tx = new Tx(connection);
        return enter.apply(tx).andThen(Single.defer(() -> work.apply(tx)));
    }
}
