package no.sticos.erp.sync.schedules;

import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.sync.Reading;

/** Puts the clients of rounds into the queue as room comes; any node may, at any time, as often as it likes. */
public final class BulkMembers {
    private static final Sql SETTLE = Sql.of(BulkMembers.class, "settle-bulks");
    private static final Sql ASK = Sql.of(BulkMembers.class, "ask-bulks");

    private final Database database;
    private final ScheduleSettings settings;

    /** Does nothing yet. */
    public BulkMembers(Database database, ScheduleSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Settles what is over and asks for one batch; gives how many clients were looked at. 0 when all rounds are
     * through or paused, when the queue has no room for more, or when another node is doing it.
     */
    public Single<Integer> batch() {
        return database.forGateway(tx -> tx.run(SETTLE)
                .andThen(tx.first(
                        ASK,
                        row -> row.getInteger("found"),
                        settings.batch(),
                        settings.mostOpen(),
                        Stages.last(),
                        Stages.after(Reading.CHANGES),
                        Stages.after(Reading.WHOLE)))
                .toSingle());
    }
}
