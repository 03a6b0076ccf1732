package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import no.sticos.erp.cluster.Cluster;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.events.OutboxLag;
import no.sticos.erp.ledger.Integrity;
import no.sticos.erp.ops.Figures;
import no.sticos.erp.ops.Figures.Figure;
import no.sticos.erp.ops.Health;
import no.sticos.erp.ops.ManagementServer;
import no.sticos.erp.ops.Telemetry;
import no.sticos.erp.sync.QueueDepth;

/**
 * A gateway in operation: the same in the demo as in production.
 *
 * <p>The management port comes first and goes last, so that a start that takes long, or never ends, can be
 * looked at; ready is what is migrated, deployed and not about to stop.
 */
final class Service {
    private final Settings settings;
    private final Telemetry telemetry;
    private final Vertx vertx;
    private final Gateway gateway;
    private final Health health = new Health();
    private final AtomicReference<Figures> figures = new AtomicReference<>(() -> Single.just(List.of()));

    Service(Settings settings, DbSettings db) {
        this(settings, db, settings.telemetry());
    }

    Service(Settings settings, DbSettings db, Telemetry telemetry) {
        this(settings, db, telemetry, telemetry.vertx());
    }

    private Service(Settings settings, DbSettings db, Telemetry telemetry, Vertx vertx) {
        this.settings = settings;
        this.telemetry = telemetry;
        this.vertx = vertx;
        this.gateway = new Gateway(vertx, settings, db, telemetry);
    }

    /** One that has joined the other nodes if it is to be one of several, or else stands alone; not yet started. */
    static Single<Service> joined(Settings settings, DbSettings db) {
        var telemetry = settings.telemetry();
        return Maybe.fromOptional(settings.cluster())
                .flatMapSingle(cluster -> Cluster.join(telemetry.builder(), telemetry.options(), cluster))
                .switchIfEmpty(Single.fromCallable(telemetry::vertx))
                .map(vertx -> new Service(settings, db, telemetry, vertx));
    }

    Vertx vertx() {
        return vertx;
    }

    /** Starts everything and gives what runs. */
    Single<Gateway.Parts> start() {
        return manage().andThen(gateway.start()).doOnSuccess(parts -> serving(parts.database()));
    }

    /** Says that it is going, then goes. */
    Completable stop() {
        return Completable.fromAction(health::stopping).andThen(gateway.stop());
    }

    private Completable manage() {
        var port = settings.managementPort();
        return port.isEmpty()
                ? Completable.complete()
                : vertx.rxDeployVerticle(new ManagementServer(
                                settings.text("management.host"),
                                port.getAsInt(),
                                health,
                                telemetry,
                                () -> figures.get().read()))
                        .ignoreElement();
    }

    private void serving(Database database) {
        figures.set(figures(database));
        health.serving(answers(database));
    }

    /** An empty transaction; entering it asks the server. */
    private static Completable answers(Database database) {
        return database.forGateway(tx -> Single.just(true)).ignoreElement();
    }

    private static Figures figures(Database database) {
        var lag = new OutboxLag(database);
        var depth = new QueueDepth(database);
        var integrity = new Integrity(database);
        return () -> Single.zip(lag.read(), depth.read(), integrity.figures(), (lags, depths, found) -> Stream.of(
                        lags.stream().flatMap(Service::figures),
                        depths.stream().map(Service::figure),
                        found.stream().map(Service::figure))
                .flatMap(each -> each)
                .toList());
    }

    private static Stream<Figure> figures(OutboxLag.Lag lag) {
        return Stream.of(
                new Figure("erp.outbox.waiting", "product", lag.product(), lag.waiting()),
                new Figure("erp.outbox.parked", "product", lag.product(), lag.parked()),
                new Figure("erp.outbox.oldest.seconds", "product", lag.product(), lag.oldestSeconds()));
    }

    private static Figure figure(Integrity.Figure found) {
        return new Figure("erp.integrity", "what", found.what(), found.figure());
    }

    private static Figure figure(QueueDepth.Depth depth) {
        return new Figure("erp.queue.runs", "state", depth.state(), depth.runs());
    }
}
