package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.util.Map;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.ClientId;

/** From when on a client's changes are not known; moved in the transaction that publishes or verifies its books. */
public final class Watermarks {
    /** A change can be stamped first and be seen in a list only later. */
    private static final Duration HIDDEN = Duration.ofMinutes(2);

    private static final Sql OF_CLIENT = Sql.of(Watermarks.class, "watermarks-of-client");
    private static final Sql MOVE = Sql.of(Watermarks.class, "move-watermarks");
    private static final Sql FORGET_SEEN = Sql.of(Watermarks.class, "forget-seen");

    private final Database database;

    /** Does nothing yet. */
    public Watermarks(Database database) {
        this.database = database;
    }

    /** The client's watermarks; a resource without one has to be read whole. */
    public Single<Map<Resource, Watermark>> of(ClientId client) {
        return database.often(tx -> tx.list(OF_CLIENT, Watermarks::read, client.value()))
                .flattenAsFlowable(marks -> marks)
                .toMap(Watermark::resource);
    }

    /** Moves them to where the run began to read, and forgets what it saw on its way. */
    static Completable move(Tx tx, Fence fence, ClientId client) {
        long run = fence.run().value();
        return tx.run(MOVE, run, client.value(), (double) HIDDEN.toSeconds()).andThen(tx.run(FORGET_SEEN, run));
    }

    private static Watermark read(Row row) {
        return new Watermark(
                Resource.of(row.getString("resource")),
                row.getOffsetDateTime("since").toInstant(),
                row.getLong("stampless"),
                row.getBoolean("several"));
    }
}
