package no.sticos.erp.sandbox.products;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.pgclient.PgBuilder;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import no.sticos.erp.consumer.ConsumerSettings;
import no.sticos.erp.consumer.ErpConsumer;
import org.jspecify.annotations.Nullable;

/** A node of one product: its pool, its tables, and its end of the bus. */
public final class ProductNode extends AbstractVerticle {
    private static final int AT_ONCE = 3;
    private static final int WAITING = 256;

    private final WorkedProduct product;
    private final PgConnectOptions database;
    private final ConsumerSettings settings;
    private @Nullable Pool pool;
    private @Nullable ErpConsumer consumer;

    /**
     * Runs once deployed.
     *
     * @param database the product's own, where its role may make schemas
     * @param inbox the schema of the helper's tables
     */
    public ProductNode(WorkedProduct product, PgConnectOptions database, String inbox) {
        this.product = product;
        this.database = database;
        this.settings = ConsumerSettings.of(product.id()).in(inbox).taking(AT_ONCE, WAITING);
    }

    @Override
    public Completable rxStart() {
        var connections = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(AT_ONCE + 1))
                .connectingTo(new PgConnectOptions(database).setCachePreparedStatements(true))
                .using(vertx)
                .build();
        var listening = new ErpConsumer(vertx, connections, settings, product);
        pool = connections;
        consumer = listening;
        return product.rxMake(connections).andThen(listening.rxStart());
    }

    @Override
    public Completable rxStop() {
        var stopped = consumer == null ? Completable.complete() : consumer.rxStop();
        return stopped.andThen(pool == null ? Completable.complete() : pool.rxClose());
    }
}
