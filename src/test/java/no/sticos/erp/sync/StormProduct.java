package no.sticos.erp.sync;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.vertx.core.VertxOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.sticos.erp.cluster.Cluster;
import no.sticos.erp.cluster.ClusterSettings;
import no.sticos.erp.consumer.ConsumerSettings;
import no.sticos.erp.consumer.ErpConsumer;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ways;

/** A product in a process of its own, on the clustered bus and a database of its own; it logs each message it gets. */
final class StormProduct {
    /** Shorter than the gateway's, so that who wakes finds its transaction ended. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private StormProduct() {}

    /** Product, its four ports, members, the messages' file, and its database as a URI. */
    public static void main(String[] arguments) {
        var ways = Ways.read(arguments[1]);
        var cluster = new ClusterSettings(
                "storm",
                ways.place(),
                ways.busPort(),
                ways.published(),
                List.of(arguments[2].split(",", -1)),
                "",
                StormCluster.HEARTBEAT,
                null);
        var vertx = Await.result(Cluster.join(io.vertx.core.Vertx.builder(), new VertxOptions(), cluster));
        logMessages(vertx, Path.of(arguments[3]));
        var pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(5))
                .connectingTo(arguments[4])
                .using(vertx)
                .build();
        var shelf = new StormShelf(arguments[0]);
        var settings = ConsumerSettings.of(arguments[0]).patient(PATIENCE);
        Await.done(shelf.make(pool).andThen(new ErpConsumer(vertx, pool, settings, shelf).rxStart()));
        System.out.println(arguments[0] + " listens");
    }

    static JavaProcess start(Path folder, String product, Ways ways, String members, String database) {
        var arguments = List.of(
                product,
                ways.text(),
                members,
                folder.resolve(product + ".messages").toString(),
                database);
        return JavaProcess.start(
                folder.resolve(product + ".log"), StormProduct.class, arguments, Map.of(), product + " listens");
    }

    /** Each as a line in one write, which a kill cannot cut; before anything is made of it. */
    private static void logMessages(Vertx vertx, Path file) {
        vertx.getDelegate().eventBus().addInboundInterceptor(delivery -> {
            if (delivery.message().address().startsWith("erp.products.")) {
                try {
                    Files.writeString(file, delivery.message().body() + "\n", CREATE, APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            delivery.next();
        });
    }
}
