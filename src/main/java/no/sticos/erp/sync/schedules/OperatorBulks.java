package no.sticos.erp.sync.schedules;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.db.Database;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.Reading;
import no.sticos.erp.sync.schedules.BulkTable.Change;
import org.jspecify.annotations.Nullable;

/** Rounds over one firm or, where the tenant is null, over all, asked for by who runs the gateway. */
public final class OperatorBulks {
    private final Database database;
    private final BulkTable table;
    private final String operator;

    /** {@code budget} is Visma's, of all nodes together; {@code operator} is whom a round says it was asked for by. */
    public OperatorBulks(Database database, RequestCosts.Budget budget, String operator) {
        this.database = database;
        this.table = new BulkTable(budget);
        this.operator = operator;
    }

    /** How many clients a round would reach that began now. */
    public Single<Integer> reached(@Nullable TenantId tenant) {
        return database.forGateway(tx -> BulkTable.reached(tx, tenant));
    }

    /** The newest round; empty if there never was one. */
    public Maybe<Bulk> newest(@Nullable TenantId tenant) {
        return database.forGateway(tx -> table.newest(tx, tenant)).flatMapMaybe(Maybe::fromOptional);
    }

    /** Begins a round; an open one is given as it is. */
    public Single<Bulk> start(@Nullable TenantId tenant, Reading reading) {
        return database.forGateway(
                tx -> table.start(tx, tenant, reading, operator).flatMap(members -> table.known(tx, tenant)));
    }

    /** Pauses the newest round; gives it. Fails if there never was one. */
    public Single<Bulk> pause(@Nullable TenantId tenant) {
        return change(Change.PAUSE, tenant);
    }

    /** Lets the newest round go on; gives it. Fails if there never was one. */
    public Single<Bulk> resume(@Nullable TenantId tenant) {
        return change(Change.RESUME, tenant);
    }

    /** Ends the newest round; gives it. Fails if there never was one. */
    public Single<Bulk> stop(@Nullable TenantId tenant) {
        return change(Change.STOP, tenant);
    }

    private Single<Bulk> change(Change change, @Nullable TenantId tenant) {
        return database.forGateway(tx -> table.known(tx, tenant)
                .flatMap(bulk -> table.change(tx, change, bulk.id(), operator))
                .flatMap(rows -> table.known(tx, tenant)));
    }
}
