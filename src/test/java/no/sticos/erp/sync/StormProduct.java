package no.sticos.erp.sync;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
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
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.kernel.Place;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.JavaProcess;

/** A product in a process of its own, on the clustered bus and a database of its own; it logs each message it gets. */
final class StormProduct {
    /** Shorter than the gateway's, so that who wakes finds its transaction ended. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private StormProduct() {}

    /** Product, own cluster port, members, database host, port, name, user, password, and the messages' file. */
    public static void main(String[] arguments) {
        var cluster = new ClusterSettings(
                "storm",
                new Place("127.0.0.1", Integer.parseInt(arguments[1])),
                0,
                List.of(arguments[2].split(",", -1)),
                "",
                Duration.ofSeconds(5),
                null);
        var vertx = Await.result(Cluster.join(io.vertx.core.Vertx.builder(), new VertxOptions(), cluster));
        logMessages(vertx, Path.of(arguments[8]));
        var database = new PgConnectOptions()
                .setHost(arguments[3])
                .setPort(Integer.parseInt(arguments[4]))
                .setDatabase(arguments[5])
                .setUser(arguments[6])
                .setPassword(arguments[7]);
        var pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(5))
                .connectingTo(database)
                .using(vertx)
                .build();
        var shelf = new StormShelf(arguments[0]);
        var settings = ConsumerSettings.of(arguments[0]).patient(PATIENCE);
        Await.done(shelf.make(pool).andThen(new ErpConsumer(vertx, pool, settings, shelf).rxStart()));
        System.out.println(arguments[0] + " listens");
    }

    static JavaProcess start(Path folder, String product, int port, String members, DbSettings database) {
        var arguments = List.of(
                product,
                Integer.toString(port),
                members,
                database.host(),
                Integer.toString(database.port()),
                database.database(),
                database.owner(),
                database.ownerPassword().reveal(),
                folder.resolve(product + ".messages").toString());
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
