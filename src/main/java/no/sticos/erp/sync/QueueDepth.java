package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Locale;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;

/** How many runs are open, in the whole cluster. */
public final class QueueDepth {
    private static final Sql DEPTH = Sql.of(QueueDepth.class, "queue-depth");

    private final Database database;

    /** Reads {@code database}. */
    public QueueDepth(Database database) {
        this.database = database;
    }

    /** Open runs by state, a state without any too. */
    public Single<List<Depth>> read() {
        return database.forGateway(tx ->
                tx.list(DEPTH, row -> new Depth(row.getString("state").toLowerCase(Locale.ROOT), row.getLong("runs"))));
    }

    /**
     * The open runs of one state.
     *
     * @param state queued or running
     */
    public record Depth(String state, long runs) {}
}
