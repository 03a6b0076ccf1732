package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;

/** How far products are behind, over all clients: what an operator looks at first. */
public final class OutboxLag {
    private static final Sql LAG = Sql.of(OutboxLag.class, "outbox-lag");

    private final Database database;

    /** Reads {@code database}. */
    public OutboxLag(Database database) {
        this.database = database;
    }

    /** Each product's lag, one without any too. */
    public Single<List<Lag>> read() {
        return database.forGateway(tx -> tx.list(
                LAG,
                row -> new Lag(
                        row.getString("product"),
                        row.getLong("waiting"),
                        row.getLong("parked"),
                        row.getDouble("oldest_seconds"))));
    }

    /**
     * A product's lag.
     *
     * @param waiting clients with something that the product has not acknowledged, parked ones left out
     * @param parked clients that were given up until somebody resumes them
     * @param oldestSeconds age of the oldest event that waits; 0 if none does
     */
    public record Lag(String product, long waiting, long parked, double oldestSeconds) {}
}
