package no.sticos.erp.sync.schedules;

import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.Optional;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.Reading;
import org.jspecify.annotations.Nullable;

/** The rounds as rows, in the transaction of whoever asks; a tenant that is null means the rounds over all firms. */
final class BulkTable {
    private static final Sql START = Sql.of(BulkTable.class, "start-bulk");
    private static final Sql PAUSE = Sql.of(BulkTable.class, "pause-bulk");
    private static final Sql RESUME = Sql.of(BulkTable.class, "resume-bulk");
    private static final Sql STOP = Sql.of(BulkTable.class, "stop-bulk");
    private static final Sql SHOW = Sql.of(BulkTable.class, "show-bulk");
    private static final Sql REACHED = Sql.of(BulkTable.class, "count-reached");
    /** Over so long the pace is measured. */
    private static final Duration MEASURED = Duration.ofMinutes(10);

    /** What can be done with a round that is open; each is done once, however often it is asked for. */
    enum Change {
        PAUSE,
        RESUME,
        STOP
    }

    private final RequestCosts.Budget budget;

    BulkTable(RequestCosts.Budget budget) {
        this.budget = budget;
    }

    /** Begins a round unless one is open; gives how many clients it is to reach, 0 if none was begun. */
    Single<Integer> start(Tx tx, @Nullable TenantId tenant, Reading reading, String by) {
        return tx.count(START, value(tenant), by, reading == Reading.WHOLE);
    }

    /** Gives 1 if that changed anything, else 0. */
    Single<Integer> change(Tx tx, Change change, long bulk, String by) {
        var statement =
                switch (change) {
                    case PAUSE -> PAUSE;
                    case RESUME -> RESUME;
                    case STOP -> STOP;
                };
        return tx.count(statement, bulk, by);
    }

    /** The newest round. */
    Single<Optional<Bulk>> newest(Tx tx, @Nullable TenantId tenant) {
        return tx.first(SHOW, row -> Bulk.read(row, budget), value(tenant), (double) MEASURED.toSeconds())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    /** The newest round, of which it is known that there is one. */
    Single<Bulk> known(Tx tx, @Nullable TenantId tenant) {
        return newest(tx, tenant)
                .map(found -> found.orElseThrow(() -> new IllegalStateException("there was no round yet")));
    }

    /** How many clients a round would reach that began now. */
    static Single<Integer> reached(Tx tx, @Nullable TenantId tenant) {
        return tx.first(REACHED, row -> row.getInteger("clients"), value(tenant))
                .toSingle();
    }

    private static @Nullable Long value(@Nullable TenantId tenant) {
        return tenant == null ? null : tenant.value();
    }
}
