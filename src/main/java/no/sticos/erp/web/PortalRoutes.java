package no.sticos.erp.web;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.handler.BodyHandler;
import java.time.Duration;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.web.activity.ActivityRoutes;
import no.sticos.erp.web.alerts.AlertRoutes;
import no.sticos.erp.web.api.ApiRoutes;
import no.sticos.erp.web.client.ClientRoutes;
import no.sticos.erp.web.client.ClientTabRoutes;
import no.sticos.erp.web.client.NumbersRoutes;
import no.sticos.erp.web.client.ResponsibleRoutes;
import no.sticos.erp.web.client.VanishedRoutes;
import no.sticos.erp.web.connecting.ConnectRoutes;
import no.sticos.erp.web.connecting.GuestRoutes;
import no.sticos.erp.web.connecting.InviteRoutes;
import no.sticos.erp.web.connecting.QueueRoutes;
import no.sticos.erp.web.explain.ExplainRoutes;
import no.sticos.erp.web.help.HelpRoutes;
import no.sticos.erp.web.integrations.IntegrationRoutes;
import no.sticos.erp.web.keys.ApiKeyRoutes;
import no.sticos.erp.web.live.FirmFeeds;
import no.sticos.erp.web.live.LiveStream;
import no.sticos.erp.web.live.PageStreams;
import no.sticos.erp.web.logins.LoginRoutes;
import no.sticos.erp.web.removal.RemovalRoutes;
import no.sticos.erp.web.schedule.BulkRoutes;
import no.sticos.erp.web.schedule.ScheduleRoutes;
import no.sticos.erp.web.selection.SelectionRoutes;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Assets;
import no.sticos.erp.web.shell.FaultHandler;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.RequestLog;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.SessionCookie;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.StaticFiles;
import no.sticos.erp.web.shell.Visits;
import no.sticos.erp.web.shell.WebSettings;
import no.sticos.erp.web.signin.SessionRoutes;
import no.sticos.erp.web.signin.SignInRoutes;
import no.sticos.erp.web.system.SystemRoutes;

/** The portal's addresses: what every request passes through, and which group of pages answers it. */
public final class PortalRoutes {
    static final int LONGEST_BODY = 65_536;
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private final Rooms rooms;
    private final Messages messages;
    private final Flowable<String> hints;
    private final WebSettings settings;

    /**
     * Does nothing yet.
     *
     * @param rooms what the pages show
     * @param messages what they say it in
     * @param hints emits when something of any firm may have changed; open pages look from time to time anyway
     * @param settings where the portal is
     */
    public PortalRoutes(Rooms rooms, Messages messages, Flowable<String> hints, WebSettings settings) {
        this.rooms = rooms;
        this.messages = messages;
        this.hints = hints;
        this.settings = settings;
    }

    /** All routes, in the order in which a request passes them. */
    public Router router(Vertx vertx) {
        var assets = Assets.load();
        var pages = new Pages(messages, assets);
        var visits = new Visits(rooms.sessions(), new SessionCookie(settings.tls()), settings.tls());
        var scheduler = RxHelper.scheduler(vertx.getOrCreateContext());
        var streams = new PageStreams(new LiveStream(vertx, HEARTBEAT), rooms.sessions(), scheduler);
        var feeds = new FirmFeeds(rooms.overview(), hints, scheduler);
        var shell = new Shell(rooms, settings, pages, messages);
        var router = Router.router(vertx);
        router.route().handler(new RequestLog());
        router.route().handler(new SecurityHeaders(settings.tls()));
        router.get("/assets/*").handler(new StaticFiles(assets));
        new ApiRoutes(shell).mount(router);
        router.post().handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
        new SignInRoutes(rooms, visits, pages, settings).mount(router);
        new SessionRoutes(visits).mount(router);
        new HelpRoutes(visits, pages).mount(router);
        new GuestRoutes(shell).mount(router);
        router.route().handler(visits::demand);
        router.route().handler(Visits.guard());
        router.get("/").handler(ctx -> Answers.seeOther(ctx, "/integrations"));
        new IntegrationRoutes(shell).mount(router);
        new SystemRoutes(shell, streams, feeds, scheduler).mount(router);
        new SelectionRoutes(shell).mount(router);
        new ClientRoutes(shell, streams, feeds, scheduler).mount(router);
        new ExplainRoutes(shell).mount(router);
        new ClientTabRoutes(shell).mount(router);
        new ResponsibleRoutes(shell).mount(router);
        new NumbersRoutes(shell).mount(router);
        new VanishedRoutes(shell).mount(router);
        new ScheduleRoutes(shell).mount(router);
        new BulkRoutes(shell, streams, scheduler).mount(router);
        new ConnectRoutes(shell).mount(router);
        new QueueRoutes(shell, streams, scheduler).mount(router);
        new InviteRoutes(shell).mount(router);
        new LoginRoutes(shell, streams, scheduler).mount(router);
        new ActivityRoutes(shell).mount(router);
        new AlertRoutes(shell).mount(router);
        new ApiKeyRoutes(shell).mount(router);
        new RemovalRoutes(shell).mount(router);
        router.route().handler(ctx -> ctx.fail(Fault.of(Cause.NOT_FOUND)));
        router.route().failureHandler(new FaultHandler(pages, messages));
        return router;
    }
}
