package no.sticos.erp.sync.schedules;

import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;

/** Removes rounds that ended long ago: whom they reached also stands in the runs, and that they were in the trail. */
public final class OldBulks {
    private static final Sql REMOVE = Sql.of(OldBulks.class, "remove-old-bulks");
    /** As long as the pages show a client's runs. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final int BATCH = 1000;

    private final Database database;

    /** Does nothing yet. */
    public OldBulks(Database database) {
        this.database = database;
    }

    /** Removes up to 1000 members, and rounds that have none left; gives how many rows, so that the caller may go on. */
    public Single<Integer> remove() {
        return database.forGateway(
                tx -> tx.first(REMOVE, row -> row.getInteger("removed"), (double) KEPT.toSeconds(), BATCH)
                        .toSingle());
    }
}
