package no.sticos.erp.sync.schedules;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.sync.Reading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts clients into the queue when their schedules say so; any node may, at any time, as often as it likes. */
public final class DueClients {
    private static final Logger log = LoggerFactory.getLogger(DueClients.class);
    private static final Sql MAKE = Sql.of(DueClients.class, "make-dues");
    private static final Sql ASK = Sql.of(DueClients.class, "ask-due");
    private static final int NEW_ONES = 1000;

    private final Database database;
    private final ScheduleSettings settings;

    /** Does nothing yet. */
    public DueClients(Database database, ScheduleSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Gives up to 1000 clients that have none their first due time; gives how many. */
    public Single<Integer> make() {
        return database.forGateway(tx -> tx.count(MAKE, settings.usual().with(NEW_ONES)));
    }

    /**
     * Asks for the runs of one batch of due clients, and moves each to its next slot; gives how many clients were
     * looked at. 0 when nobody is due, when the queue has no room for more, or when another node is doing it.
     */
    public Single<Integer> batch() {
        return database.forGateway(
                tx -> tx.first(ASK, DueClients::told, arguments()).toSingle());
    }

    private @Nullable Object[] arguments() {
        return settings.usual()
                .with(
                        settings.batch(),
                        settings.mostOpen(),
                        seconds(settings.late()),
                        seconds(settings.catchUp()),
                        Stages.last(),
                        Stages.after(Reading.CHANGES),
                        Stages.after(Reading.WHOLE));
    }

    private static int told(Row row) {
        int late = row.getInteger("late");
        if (late > 0) {
            log.info("{} clients are late because nobody looked for long; they are spread", late);
        }
        return row.getInteger("found");
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
