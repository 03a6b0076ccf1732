package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import no.sticos.erp.consumer.ConsumerSettings;
import no.sticos.erp.consumer.ErpConsumer;
import no.sticos.erp.consumer.Handler;
import no.sticos.erp.sandbox.products.WorkedProduct;
import no.sticos.erp.testing.Await;

/** A product of {@link DeliveryBench} in a process of its own: Avstemming, or the helper with nothing behind it. */
final class BenchProduct {
    private BenchProduct() {}

    /** Own port, the other's port, product, schema, and the address of the product's database. */
    public static void main(String[] args) {
        var vertx = BenchRelay.join(args);
        var options = io.vertx.pgclient.PgConnectOptions.fromUri(args[4]).setCachePreparedStatements(true);
        var pool = no.sticos.erp.testing.ProductDatabase.pool(vertx, options);
        Handler handler = (event, tx) -> Completable.complete();
        if (args[2].equals("avstemming")) {
            var worked = new WorkedProduct(args[2], args[3]);
            Await.done(worked.rxMake(pool));
            handler = worked;
        }
        var settings = ConsumerSettings.of(args[2]).in(args[3] + "_inbox");
        Await.done(new ErpConsumer(vertx, pool, settings, handler).rxStart());
        System.out.println("bench is ready");
    }
}
