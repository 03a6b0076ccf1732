package no.sticos.erp;

import io.vertx.core.VertxOptions;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.cluster.Cluster;
import no.sticos.erp.cluster.ClusterSettings;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Notifications;
import no.sticos.erp.events.Bus;
import no.sticos.erp.events.Delivery;
import no.sticos.erp.events.EventSettings;
import no.sticos.erp.events.OutboxRelay;
import no.sticos.erp.events.Product;
import no.sticos.erp.events.Subscriber;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.kernel.Place;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.sync.ProductFetches;
import no.sticos.erp.sync.RunTable;
import no.sticos.erp.sync.SyncSettings;
import no.sticos.erp.sync.requests.RequestServer;
import no.sticos.erp.sync.requests.Requests;
import no.sticos.erp.testing.Await;

/**
 * A relay of one product, and who answers its questions, in a process of their own; and how a process of {@link
 * DeliveryBench} joins the other.
 */
final class BenchRelay {
    /** Nothing is fetched here. */
    private static final SyncSettings UNUSED = new SyncSettings(
            "bench",
            1,
            1,
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1);

    private BenchRelay() {}

    /** Own port, the other's port, product, database host, port and name. */
    public static void main(String[] args) {
        var vertx = join(args);
        var db = new DbSettings(
                args[3],
                Integer.parseInt(args[4]),
                args[5],
                "erp_gateway",
                Secret.of("erp_gateway"),
                "erp_owner",
                Secret.of("erp_owner"),
                false,
                null,
                8,
                Duration.ofSeconds(30));
        // Patient enough that nothing is sent twice while a product applies: what is measured is one way.
        var patient = Duration.ofMinutes(5);
        var usual = EventSettings.usual(List.of(new Subscriber(new Product(args[2]), Set.of())));
        var settings = new EventSettings(
                usual.subscribers(),
                patient,
                patient.multipliedBy(2),
                usual.poll(),
                usual.inFlight(),
                usual.pageBytes(),
                usual.patience());
        var database = Await.result(new DatabaseStart(vertx, db).open());
        var bus = new Bus(vertx.eventBus(), settings.ackTimeout());
        var relay = new OutboxRelay(
                new Delivery(database, "bench", new LedgerChanges(database), bus, settings),
                new Notifications(vertx, db).on("events"),
                settings);
        Await.done(vertx.rxDeployVerticle(relay).ignoreElement());
        Await.done(vertx.rxDeployVerticle(requests(database, settings)).ignoreElement());
        System.out.println("bench is ready");
    }

    private static RequestServer requests(Database database, EventSettings settings) {
        var runs = new RunTable(database, new Generations(database), UNUSED);
        var fetches = new ProductFetches(database, new Clients(database), runs);
        var requests = new Requests(database, new LedgerChanges(database), new Subscriptions(database), fetches);
        return new RequestServer(requests, settings.subscribers());
    }

    /** A member at the first port of those that listen at the first two. */
    static Vertx join(String[] args) {
        var settings = new ClusterSettings(
                "bench",
                new Place("127.0.0.1", Integer.parseInt(args[0])),
                0,
                null,
                List.of("127.0.0.1:" + args[0], "127.0.0.1:" + args[1]),
                "",
                Duration.ofSeconds(15),
                null);
        return Cluster.join(io.vertx.core.Vertx.builder(), new VertxOptions(), settings)
                .blockingGet();
    }
}
