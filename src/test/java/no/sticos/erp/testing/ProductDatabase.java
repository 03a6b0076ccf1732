package no.sticos.erp.testing;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgBuilder;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.db.DbSettings;

/** A database of the tests' products, apart from the gateway's; each product has a schema of its own in it. */
public final class ProductDatabase {
    private static final DbSettings SETTINGS = TestDatabase.empty();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private ProductDatabase() {}

    /** A schema's name that nobody else has. */
    public static String schema() {
        return "product_" + COUNTER.incrementAndGet();
    }

    /** How to reach it. */
    public static PgConnectOptions options() {
        return new PgConnectOptions()
                .setHost(SETTINGS.host())
                .setPort(SETTINGS.port())
                .setDatabase(SETTINGS.database())
                .setUser(SETTINGS.owner())
                .setPassword(SETTINGS.ownerPassword().reveal())
                .setCachePreparedStatements(true);
    }

    /** The same for another process. */
    public static String uri() {
        var options = options();
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        options.getUser(),
                        options.getPassword(),
                        options.getHost(),
                        options.getPort(),
                        options.getDatabase());
    }

    /** A few connections to it. */
    public static Pool pool(Vertx vertx) {
        return pool(vertx, options());
    }

    /** A few connections by another way. */
    public static Pool pool(Vertx vertx, PgConnectOptions options) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    /** The first column of what the last of some statements finds. */
    public static List<String> ask(String sql) {
        return ask(options(), sql);
    }

    /** The same of another database. */
    public static List<String> ask(PgConnectOptions database, String sql) {
        var vertx = Vertx.vertx();
        var found = pool(vertx, database).query(sql).rxExecute().map(rows -> {
            var texts = new ArrayList<String>();
            var last = rows;
            while (last.next() != null) {
                last = last.next();
            }
            last.forEach(row -> texts.add(row.getString(0)));
            return texts;
        });
        try {
            return Await.result(found);
        } finally {
            Await.done(vertx.rxClose());
        }
    }
}
