package no.sticos.erp.web;

import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.handler.BodyHandler;
import java.time.Duration;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.connect.Connecting;
import no.sticos.erp.connect.ConsentQueries;
import no.sticos.erp.connect.PortalSignIn;
import no.sticos.erp.connect.Rechecking;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.sync.ClientOverview;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.sync.Switching;

/** The portal's addresses: what every request passes through, and which group of pages answers it. */
public final class PortalRoutes {
    private static final int LONGEST_BODY = 65_536;
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private final Rooms rooms;
    private final WebSettings settings;

    /**
     * The rooms that the pages show.
     *
     * @param tenants firms, met at sign-in
     * @param integrations firms' integrations
     * @param clients firms' clients
     * @param signIn the portal's sign-in
     * @param sessions who is signed in
     * @param connecting the way to Visma and back
     * @param rechecking who a client is, asked again
     * @param consents what the consents cover
     * @param overview clients' states
     * @param switching the buttons
     * @param history runs that have ended
     * @param books published figures
     * @param subscriptions what the products have
     */
    public record Rooms(
            Tenants tenants,
            Integrations integrations,
            Clients clients,
            PortalSignIn signIn,
            Sessions sessions,
            Connecting connecting,
            Rechecking rechecking,
            ConsentQueries consents,
            ClientOverview overview,
            Switching switching,
            RunHistory history,
            BooksQueries books,
            Subscriptions subscriptions) {}

    /**
     * What all groups of pages share.
     *
     * @param rooms what they show
     * @param settings where the portal is
     * @param pages how they look
     * @param messages what they say
     * @param rows clients as rows
     */
    record Shell(Rooms rooms, WebSettings settings, Pages pages, Messages messages, ClientRows rows) {}

    /** Does nothing yet. */
    public PortalRoutes(Rooms rooms, WebSettings settings) {
        this.rooms = rooms;
        this.settings = settings;
    }

    /** All routes, in the order in which a request passes them. */
    public Router router(Vertx vertx) {
        var messages = Messages.bokmal();
        var assets = Assets.load();
        var pages = new Pages(messages, assets);
        var visits = new Visits(rooms.sessions(), new SessionCookie(settings.tls()), settings.tls());
        var shell = new Shell(rooms, settings, pages, messages, new ClientRows(messages));
        var router = Router.router(vertx);
        router.route().handler(new RequestLog());
        router.route().handler(new SecurityHeaders(settings.tls()));
        router.get("/assets/*").handler(new StaticFiles(assets));
        router.post().handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
        new SignInRoutes(rooms, visits, pages, settings).mount(router);
        new SessionRoutes(visits).mount(router);
        new HelpRoutes(visits, pages).mount(router);
        router.route().handler(visits::demand);
        router.route().handler(Visits.guard());
        router.get("/").handler(ctx -> Answers.seeOther(ctx, "/integrations"));
        new IntegrationRoutes(shell, new LiveStream(vertx, HEARTBEAT), RxHelper.scheduler(vertx.getOrCreateContext()))
                .mount(router);
        new ClientRoutes(shell).mount(router);
        new ConnectRoutes(shell).mount(router);
        router.route().handler(ctx -> ctx.fail(Fault.of(Cause.NOT_FOUND)));
        router.route().failureHandler(new FaultHandler(pages, messages));
        return router;
    }
}
