package no.sticos.erp;

import io.vertx.core.VertxOptions;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import no.sticos.erp.cluster.Cluster;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.EmbeddedDatabase;
import no.sticos.erp.sandbox.products.ProductNode;
import no.sticos.erp.sandbox.products.WorkedProduct;

/** {@code consume}: one of the demo's products in a process of its own, on the cluster that the gateway is on. */
final class DemoProduct {
    private DemoProduct() {}

    /** Runs until the process is told to stop. */
    static void run(Settings settings, String name) {
        var product = new WorkedProduct(name, name);
        var cluster = settings.cluster()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a product in a process of its own reaches the gateway by the cluster: set cluster.enabled"));
        var database = database(settings, name);
        Vertx vertx = Lifetime.result(Cluster.join(io.vertx.core.Vertx.builder(), new VertxOptions(), cluster));
        Lifetime.onStop(() -> Lifetime.await(vertx.rxClose().onErrorComplete()));
        var node = new ProductNode(product, DatabaseStart.connect(database), "erp_inbox");
        Lifetime.await(vertx.rxDeployVerticle(node).ignoreElement());
        System.out.println("%s takes its messages; what it shows is in schema %s of %s:%d/%s"
                .formatted(name, name, database.host(), database.port(), database.database()));
    }

    /** The product's own: configured, or an embedded one in a folder of its own. */
    private static DbSettings database(Settings settings, String name) {
        if (settings.has("product.db.host")) {
            return settings.productDb();
        }
        var embedded = EmbeddedDatabase.start(Path.of(settings.text("data.folder"), "product-" + name));
        Lifetime.onStop(embedded::close);
        return embedded.ofProduct(name);
    }
}
