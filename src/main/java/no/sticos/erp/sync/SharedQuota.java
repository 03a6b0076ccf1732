package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;

/**
 * The quota as Postgres keeps it: every request that any node was granted, for as long as Visma counts it.
 *
 * <p>No node has a share of its own, so that nothing lies idle with one that has no use for it, nothing is to be
 * divided when nodes come or go, and a node that dies leaves nothing behind but what it was granted last. A path
 * that is refused stands still on all nodes from the next grant on. Time is the database's. Safe to share between
 * threads.
 */
public final class SharedQuota implements Quota {
    private static final Sql LOCK = Sql.of(SharedQuota.class, "lock-quota");
    private static final Sql GRANT = Sql.of(SharedQuota.class, "grant-quota");
    private static final Sql PAUSE = Sql.of(SharedQuota.class, "pause-path");

    private final Database database;
    private final QuotaSettings settings;

    public SharedQuota(Database database, QuotaSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    @Override
    public Single<List<Requests>> grant(List<Requests> wanted, Duration patience) {
        return database.often(tx -> tx.run(LOCK)
                .andThen(tx.list(
                        GRANT,
                        SharedQuota::read,
                        wanted.stream().map(Requests::path).toArray(String[]::new),
                        wanted.stream().map(Requests::clicks).toArray(Integer[]::new),
                        wanted.stream().map(Requests::others).toArray(Integer[]::new),
                        settings.limit(),
                        RunTable.seconds(settings.window()),
                        RunTable.seconds(patience))));
    }

    @Override
    public Completable pause(String path, Duration wait) {
        return database.often(tx -> tx.run(LOCK).andThen(tx.count(PAUSE, path, RunTable.seconds(wait))))
                .ignoreElement();
    }

    private static Requests read(Row row) {
        return new Requests(row.getString("path"), row.getInteger("clicks"), row.getInteger("others"));
    }
}
