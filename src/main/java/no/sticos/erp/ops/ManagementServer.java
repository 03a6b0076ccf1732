package no.sticos.erp.ops;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.Status;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.Promise;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.ext.healthchecks.HealthChecks;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import io.vertx.rxjava3.ext.web.healthchecks.HealthCheckHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators' own port: {@code /live}, {@code /ready}, {@code /metrics}.
 *
 * <p>Apart from the portal's, so that it can stay on loopback or a network of its own; it asks nobody who they
 * are. It is up before anything else and down after everything, and depends on nothing that it reports on.
 */
public final class ManagementServer extends AbstractVerticle {
    private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
    /** Shorter than any prober's own patience. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final String host;
    private final int port;
    private final Health health;
    private final Telemetry telemetry;
    private final Figures figures;
    private final AtomicReference<HttpServer> server = new AtomicReference<>();

    /** {@code port} 0 takes any that is free. */
    public ManagementServer(String host, int port, Health health, Telemetry telemetry, Figures figures) {
        this.host = host;
        this.port = port;
        this.health = health;
        this.telemetry = telemetry;
        this.figures = figures;
    }

    @Override
    public Completable rxStart() {
        return vertx.createHttpServer()
                .requestHandler(router())
                .rxListen(port, host)
                .doOnSuccess(server::set)
                .ignoreElement();
    }

    @Override
    public Completable rxStop() {
        var listening = server.get();
        return listening == null ? Completable.complete() : listening.rxClose();
    }

    /** The port that is listened at, once started. */
    public int port() {
        var listening = server.get();
        return listening == null ? port : listening.actualPort();
    }

    private Router router() {
        var timer = RxHelper.scheduler(vertx.getOrCreateContext());
        var router = Router.router(vertx);
        router.get("/live").handler(HealthCheckHandler.createWithHealthChecks(live()));
        router.get("/ready").handler(HealthCheckHandler.createWithHealthChecks(ready(timer)));
        router.get("/metrics").handler(ctx -> metrics(ctx, timer));
        return router;
    }

    /** That it answers at all is the whole check. */
    private HealthChecks live() {
        return HealthChecks.create(vertx).register("process", promise -> promise.complete(Status.OK()));
    }

    private HealthChecks ready(Scheduler timer) {
        return HealthChecks.create(vertx)
                .register("process", promise -> promise.complete(stage()))
                // Its own time-out would call it a mistake of ours (500); ours comes first.
                .register("database", 2 * PATIENCE_MILLIS, promise -> database(promise, timer));
    }

    private Status stage() {
        var stage = health.stage();
        return new Status().setOk(stage.isServing()).setData(new JsonObject().put("stage", stage.word()));
    }

    /** Asked for while serving only: before there is no pool yet, and afterwards none any more. */
    @SuppressWarnings("CheckReturnValue") // ends by itself: the promise is kept either way
    private void database(Promise<Status> promise, Scheduler timer) {
        var stage = health.stage();
        if (!stage.isServing()) {
            promise.complete(Status.KO());
            return;
        }
        stage.database()
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, timer)
                .subscribe(() -> promise.complete(Status.OK()), error -> {
                    log.warn("the database does not answer: {}", error.toString());
                    promise.complete(Status.KO());
                });
    }

    /** Without the database's figures where it does not answer: an outage is when the others are needed most. */
    @SuppressWarnings("CheckReturnValue") // ends with the answer
    private void metrics(RoutingContext ctx, Scheduler timer) {
        Single.defer(figures::read)
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, timer)
                .onErrorReturn(error -> {
                    log.warn("metrics without queues and lags: {}", error.toString());
                    return List.of();
                })
                .map(telemetry::scrape)
                .flatMapCompletable(text -> ctx.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .rxEnd(text))
                .subscribe(() -> {}, ctx::fail);
    }
}
