package no.sticos.erp.db;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import java.util.function.Function;
import no.sticos.erp.kernel.TenantId;

/** The ways in, over a pool whose role may take on {@code erp_tenant} and {@code erp_system}, and nothing else. */
final class PgDatabase implements Database {
    private static final Sql ENTER_TENANT = Sql.of(PgDatabase.class, "enter-tenant");
    private static final Sql ENTER_SYSTEM = Sql.of(PgDatabase.class, "enter-system");
    private static final Sql ENTER_OFTEN = Sql.of(PgDatabase.class, "enter-often");

    private final Pool pool;

    PgDatabase(Pool pool) {
        this.pool = pool;
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
        return pool.<T>rxWithTransaction(
                        connection -> entered(connection, enter, work).toMaybe())
                .toSingle()
                .onErrorResumeNext(error -> Single.error(DbFaults.translate(error)));
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
