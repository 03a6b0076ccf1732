package no.sticos.erp.testing;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgBuilder;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
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
}
