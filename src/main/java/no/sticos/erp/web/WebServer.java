package no.sticos.erp.web;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.http.HttpServer;
import java.util.concurrent.atomic.AtomicReference;
import no.sticos.erp.web.shell.WebSettings;

/** The portal's life on an event loop: listens, and stops listening. */
public final class WebServer extends AbstractVerticle {
    private static final int LONGEST_ADDRESS = 8_192;

    private final PortalRoutes routes;
    private final WebSettings settings;
    private final AtomicReference<HttpServer> server = new AtomicReference<>();

    /** Does nothing yet. */
    public WebServer(PortalRoutes routes, WebSettings settings) {
        this.routes = routes;
        this.settings = settings;
    }

    @Override
    public Completable rxStart() {
        var options = new HttpServerOptions()
                .setCompressionSupported(true)
                .setMaxInitialLineLength(LONGEST_ADDRESS)
                .setMaxFormAttributeSize(PortalRoutes.LONGEST_BODY)
                .setIdleTimeout(120);
        return vertx.createHttpServer(options)
                .requestHandler(routes.router(vertx))
                .rxListen(settings.port(), settings.host())
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
        return listening == null ? settings.port() : listening.actualPort();
    }
}
