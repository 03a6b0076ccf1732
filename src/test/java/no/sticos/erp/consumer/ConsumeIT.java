package no.sticos.erp.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.sticos.erp.Main;
import no.sticos.erp.cluster.Cluster;
import no.sticos.erp.cluster.ClusterSettings;
import no.sticos.erp.kernel.Place;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.ProductDatabase;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code consume}: a product in a process of its own, over its own database. */
class ConsumeIT {
    private final int here = Ports.free();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void a_product_in_another_process_takes_a_generation_and_shows_it() {
        var vertx = join();
        var environment = environment();
        try (var product = JavaProcess.start(
                folder.resolve("product.log"),
                Main.class,
                List.of("consume", "avstemming"),
                environment,
                "takes its")) {
            var messages = Messages.of(1);
            var voucher = "{\"rows\":[{\"accountNumber\":6800,\"debitAmount\":\"0.10\",\"creditAmount\":\"0\"}]}";
            var acknowledged = Flowable.just(
                            messages.begin(0, 1),
                            messages.page(1, 1, Map.of("a", voucher)),
                            messages.complete(1, 1, 1, 0))
                    .concatMapSingle(message ->
                            vertx.eventBus().<JsonObject>rxRequest("erp.products.avstemming", message.body()))
                    .map(reply -> reply.body().getString("ack"))
                    .toList();

            assertThat(Await.result(acknowledged)).containsExactly("1/1/begin", "1/1/vouchers/1", "1/1/complete");
            assertThat(ProductDatabase.ask(
                            options(environment), "SELECT account || ' ' || balance FROM avstemming.balances"))
                    .containsExactly("6800 0.10");
            assertThat(product.terminate()).isEqualTo(143);
            assertThat(product.output()).doesNotContain("0.10", "ERROR");
        } finally {
            Await.done(vertx.rxClose());
        }
    }

    @Test
    void what_it_cannot_run_it_says_in_one_line() {
        for (var refused : Map.of("lonn", "no such product: lonn", "rapport", "set cluster.enabled")
                .entrySet()) {
            try (var product = JavaProcess.start(
                    folder.resolve(refused.getKey()), Main.class, List.of("consume", refused.getKey()), Map.of(), "")) {
                assertThat(product.ended()).isEqualTo(1);
                assertThat(product.output().lines()).singleElement().asString().contains(refused.getValue());
            }
        }
    }

    private Vertx join() {
        var settings = new ClusterSettings(
                "erp-integrasjon",
                new Place("127.0.0.1", here),
                0,
                null,
                List.of("127.0.0.1:" + here),
                "",
                Duration.ofSeconds(15),
                null);
        return Await.result(Cluster.join(io.vertx.core.Vertx.builder(), new VertxOptions(), settings));
    }

    private Map<String, String> environment() {
        var db = TestDatabase.empty();
        return Map.of(
                "ERP_CLUSTER_ENABLED", "true",
                "ERP_CLUSTER_PORT", Integer.toString(Ports.free()),
                "ERP_CLUSTER_BUSPORT", "0",
                "ERP_CLUSTER_MEMBERS", "127.0.0.1:" + here,
                "ERP_PRODUCT_DB_HOST", db.host(),
                "ERP_PRODUCT_DB_PORT", Integer.toString(db.port()),
                "ERP_PRODUCT_DB_NAME", db.database(),
                "ERP_PRODUCT_DB_USER", db.owner(),
                "ERP_PRODUCT_DB_PASSWORD", db.ownerPassword().reveal(),
                "ERP_PRODUCT_DB_TLS", "false");
    }

    private static io.vertx.pgclient.PgConnectOptions options(Map<String, String> environment) {
        return ProductDatabase.options().setDatabase(environment.get("ERP_PRODUCT_DB_NAME"));
    }
}
