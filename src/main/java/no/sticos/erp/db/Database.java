package no.sticos.erp.db;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.function.Function;
import no.sticos.erp.kernel.TenantId;

/**
 * The only ways into the database: a transaction for one firm, or one for the gateway itself.
 *
 * <p>The work may run more than one statement; it commits when it succeeds and rolls back when it fails.
 * Nothing here retries: a fault of kind {@code LATER} says that the whole transaction may be tried again.
 * Cold: each subscription is a transaction of its own. Safe to share between threads; results arrive on the
 * caller's Vert.x context.
 */
public interface Database {
    /** A transaction that sees this firm's rows only. */
    <T> Single<T> forTenant(TenantId tenant, Function<Tx, Single<T>> work);

    /** A transaction for work that belongs to no single firm. */
    <T> Single<T> forGateway(Function<Tx, Single<T>> work);

    /**
     * The same for the short statements that every page and every turn of a run takes. They are planned once for each
     * connection instead of once for each client, maybe while the tables are empty or nobody else is at work, so they
     * must leave the planner no other way to what they read than the index that they mean.
     */
    <T> Single<T> often(Function<Tx, Single<T>> work);

    /** Closes the pool; transactions in flight are waited for by the driver. */
    Completable close();
}
