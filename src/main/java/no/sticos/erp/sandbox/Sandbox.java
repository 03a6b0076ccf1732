package no.sticos.erp.sandbox;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.sticos.erp.sandbox.api.ApiLimits;
import no.sticos.erp.sandbox.api.ApiRoutes;
import no.sticos.erp.sandbox.api.Quota;
import no.sticos.erp.sandbox.control.ControlPage;
import no.sticos.erp.sandbox.faults.FaultScript;
import no.sticos.erp.sandbox.http.Door;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.identity.Identity;
import no.sticos.erp.sandbox.identity.Identity.Registration;
import no.sticos.erp.sandbox.identity.Journal;
import no.sticos.erp.sandbox.signin.DemoSignIn;
import no.sticos.erp.sandbox.universe.Company;
import org.jspecify.annotations.Nullable;

/**
 * A Visma to try and test against: one HTTP server with identity, API and demo sign-in.
 *
 * <p>Faults, books and companies may be changed from any thread while it runs. What cannot be answered
 * before {@link #start} has completed throws {@link IllegalStateException}.
 */
public final class Sandbox {
    private static final ZoneId NORWAY = ZoneId.of("Europe/Oslo");
    private static final int FORM_LIMIT_BYTES = 65_536;
    private static final int GZIP_FAST = 1;

    private final Vertx vertx;
    private final SandboxSettings settings;
    private final FaultScript faults;
    private final Quota quota;
    private volatile @Nullable Running running;

    private record Running(HttpServer server, String address, Identity identity, Map<UUID, Company> companies) {}

    /** Nothing happens before {@link #start}. */
    public Sandbox(Vertx vertx, SandboxSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.faults = new FaultScript(RxHelper.scheduler(vertx));
        this.quota = new Quota(settings.limits().requestsPerMinute(), settings.clock());
    }

    /** Listens; gives the port. */
    public Single<Integer> start() {
        var router = Router.router(vertx);
        return vertx.createHttpServer(serverOptions())
                .requestHandler(router)
                .rxListen(settings.port(), settings.host())
                .flatMap(server -> furnish(router, server));
    }

    /** Stops listening; open connections are closed. */
    public Completable stop() {
        return Completable.defer(() -> running().server().rxClose());
    }

    /** Scheme, host and port: the identity server's issuer, and the API's base without {@code /v2}. */
    public String address() {
        return running().address();
    }

    /** The demo sign-in's issuer. */
    public String signInIssuer() {
        return address() + DemoSignIn.PATH;
    }

    /** Where a person works in the companies' books, from this machine. */
    public String control() {
        return address() + ControlPage.PATH;
    }

    /** Codes without a browser, and switches that end grants. */
    public Identity identity() {
        return running().identity();
    }

    /** The company with this id: its books and its state. */
    public Company company(UUID id) {
        var company = running().companies().get(id);
        if (company == null) {
            throw new NoSuchElementException("no company " + id);
        }
        return company;
    }

    /** What goes wrong, and what was called. */
    public FaultScript faults() {
        return faults;
    }

    /** The rate limit. */
    public Quota quota() {
        return quota;
    }

    private Single<Integer> furnish(Router router, HttpServer server) {
        var address = settings.publicUri().orElse("http://" + settings.host() + ":" + server.actualPort());
        return vertx.<Integer>rxExecuteBlocking(() -> {
                    open(router, server, address);
                    return server.actualPort();
                })
                .toSingle();
    }

    private void open(Router router, HttpServer server, String address) {
        var journal = new Journal(settings.state());
        // Books must look the same after a restart on another day: the first day is kept.
        var today = LocalDate.parse(journal.word(
                "today", () -> LocalDate.now(settings.clock().withZone(NORWAY)).toString()));
        var companies = settings.universe().companies().stream()
                .map(plan -> new Company(plan, settings.universe().seed(), today, settings.clock()))
                .collect(Collectors.toUnmodifiableMap(Company::id, Function.identity()));
        var registration = new Registration(address, settings.clients(), settings.accessTokenLife(), settings.clock());
        var identity = new Identity(vertx, settings.universe(), faults, journal, registration);
        mount(router, address, identity, companies);
        running = new Running(server, address, identity, companies);
    }

    private void mount(Router router, String address, Identity identity, Map<UUID, Company> companies) {
        var style = resource("sandbox.css");
        router.get("/sandbox.css")
                .handler(context -> Door.answer(context, Single.just(Reply.of(200, "text/css", style))));
        // Browsers ask for it by themselves, and complain of what else would answer.
        router.get("/favicon.ico")
                .handler(context -> Door.answer(context, Single.just(Reply.of(204, "image/x-icon", Buffer.buffer()))));
        router.post().handler(BodyHandler.create(false).setBodyLimit(FORM_LIMIT_BYTES));
        identity.mount(router);
        new DemoSignIn(address, settings.signIn(), settings.universe().people(), identity.key(), settings.clock())
                .mount(router);
        new ControlPage(vertx, companies.values()).mount(router);
        var limits = new ApiLimits(quota, settings.limits().byTemplate());
        new ApiRoutes(vertx, identity.tokens(), companies, limits, faults, settings.clock()).mount(router);
    }

    private Running running() {
        var now = running;
        if (now == null) {
            throw new IllegalStateException("the sandbox has not started");
        }
        return now;
    }

    private static HttpServerOptions serverOptions() {
        return new HttpServerOptions().setCompressionSupported(true).setCompressionLevel(GZIP_FAST);
    }

    private static Buffer resource(String name) {
        try (var file = Objects.requireNonNull(Sandbox.class.getResourceAsStream(name), name)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
