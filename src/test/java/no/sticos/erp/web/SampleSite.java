package no.sticos.erp.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.web.connecting.ConnectPage;
import no.sticos.erp.web.connecting.ConnectRefusedPage;
import no.sticos.erp.web.explain.ExplainSamples;
import no.sticos.erp.web.help.HelpPage;
import no.sticos.erp.web.integrations.IntegrationsPage;
import no.sticos.erp.web.integrations.NewIntegrationPage;
import no.sticos.erp.web.keys.ApiKeySamples;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.live.LiveStream;
import no.sticos.erp.web.removal.RemovalSamples;
import no.sticos.erp.web.schedule.ScheduleSamples;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Assets;
import no.sticos.erp.web.shell.ErrorPage;
import no.sticos.erp.web.shell.FaultHandler;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.StaticFiles;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.signin.SignInPage;
import no.sticos.erp.web.status.ClientHead;
import no.sticos.erp.web.status.ClientRow;
import no.sticos.erp.web.status.StatusWords;
import no.sticos.erp.web.system.ClientCounts;
import no.sticos.erp.web.system.ClientTable;
import no.sticos.erp.web.system.ListQuery;
import org.jspecify.annotations.Nullable;

/** The real pages of invented companies in a language, under the real headers, without rooms below them, for browsers. */
final class SampleSite implements AutoCloseable {
    private final Messages messages;
    private final Assets assets = Assets.load();
    private final Pages pages;
    private final Samples samples;
    private final AtomicInteger secondsLeft = new AtomicInteger(1800);
    private final Map<String, Buffer> views;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** Opens it at a port of its own. */
    SampleSite(Messages messages) {
        this.messages = messages;
        pages = new Pages(messages, assets);
        samples = new Samples(messages);
        views = views();
        server = vertx.createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
                .requestHandler(router())
                .rxListen()
                .blockingGet();
    }

    /** Where every page can be opened. */
    Set<String> paths() {
        return views.keySet();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /** How long the person's session still lasts, in seconds. */
    int secondsLeft() {
        return secondsLeft.get();
    }

    /** Lets the person's session last so many seconds more. */
    void endsIn(int seconds) {
        secondsLeft.set(seconds);
    }

    @Override
    public void close() {
        vertx.rxClose().blockingAwait();
    }

    private Router router() {
        var router = Router.router(vertx);
        var faults = new FaultHandler(pages, messages);
        router.route().handler(new SecurityHeaders(false)).failureHandler(faults);
        router.get(Assets.ROOT + "*").handler(new StaticFiles(assets));
        router.get("/integrations/new")
                .handler(ctx -> Answers.html(ctx, 200, pages.part("integrations/newDialog", "page", fresh())));
        router.get("/integrations/1/clients").handler(ctx -> {
            var rows = samples.rows().subList(10, 12);
            var query = ListQuery.read(name -> Optional.ofNullable(ctx.request().getParam(name)));
            Answers.html(
                    ctx,
                    200,
                    pages.part(
                            "system/clients",
                            "table",
                            samples.system(rows, query, 2, null).table()));
        });
        router.get("/clients/2/delete").handler(ctx -> dialog(ctx, "removal", new RemovalSamples(messages).client()));
        var removals = new RemovalSamples(messages).all();
        router.get("/clients/2/delete-accounts")
                .handler(ctx -> dialog(ctx, "removal", removals.get("/delete-accounts")));
        router.get("/integrations/1/delete").handler(ctx -> dialog(ctx, "removal", removals.get("/delete-system")));
        router.post("/integrations/1/bulk")
                .handler(ctx ->
                        dialog(ctx, "selection", new DaySamples(messages).all().get("/selection")));
        var live = new LiveStream(vertx, Duration.ofSeconds(20));
        router.get("/queues/1/stream").handler(ctx -> live.open(ctx, Flowable.never()));
        router.get("/logins/stream").handler(ctx -> live.open(ctx, Flowable.never()));
        router.get("/integrations/1/stream").handler(ctx -> live.open(ctx, events()));
        router.get("/clients/:client/stream").handler(ctx -> live.open(ctx, Flowable.never()));
        router.get("/integrations/1/sync-all/stream").handler(ctx -> live.open(ctx, Flowable.never()));
        router.get("/session").handler(ctx -> {
            ctx.response().putHeader("Content-Type", "application/json");
            ctx.response().setStatusCode(secondsLeft.get() == 0 ? 401 : 200);
            Answers.end(
                    ctx, new JsonObject().put("secondsLeft", secondsLeft.get()).toBuffer());
        });
        router.get("/logins/badge")
                .handler(ctx -> Answers.html(
                        ctx, 200, pages.part("logins/badge", "count", new no.sticos.erp.sync.Logins.Count(3, 2))));
        router.post("/session/keep").handler(ctx -> {
            assertThat(ctx.request().getHeader("X-CSRF-Token")).isEqualTo(Samples.KARI.csrf());
            secondsLeft.set(1800);
            Answers.end(ctx, new JsonObject().toBuffer());
        });
        router.post("/clients/2/send").handler(ctx -> ctx.fail(Fault.of(Cause.DUPLICATE, "Kvitberg Holding AS")));
        router.get("/signed-out")
                .handler(ctx -> Answers.html(ctx, 200, pages.page(new SignInPage(SignInPage.Kind.EXPIRED))));
        views.forEach((path, page) -> router.get(path).handler(ctx -> Answers.html(ctx, 200, page)));
        router.route().handler(ctx -> ctx.fail(404));
        return router;
    }

    private Flowable<LiveEvent> events() {
        var words = new StatusWords(messages);
        var before = samples.rows().get(13);
        var head = before.client();
        var after = new ClientRow(
                new ClientHead(head.id(), head.name(), head.number(), true, true),
                words.queued(1, Duration.ofSeconds(5)),
                before.actions(),
                null);
        var counts = Samples.counts();
        var table = new ClientTable(
                1, ListQuery.all(), new ClientCounts(125, 6, counts.chips(), 3, 7, counts.doneAt()), List.of(), 131);
        return Flowable.just(
                        new LiveEvent("row-14", pages.part("status/rowChange", "row", after)),
                        new LiveEvent("say", Buffer.buffer("1 klient er oppdatert.")),
                        new LiveEvent("counts", pages.part("system/counts", "table", table)))
                .delay(500, java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    private void dialog(RoutingContext ctx, String room, @Nullable View view) {
        Answers.html(ctx, 200, pages.part(room + "/dialog", "page", requireNonNull(view)));
    }

    private Map<String, Buffer> views() {
        var connect = new ConnectPage(Samples.KARI, 1, "Visma eAccounting");
        var views = new LinkedHashMap<String, Buffer>();
        views.put("/integrations-empty", pages.page(new IntegrationsPage(Samples.KARI, List.of())));
        views.put("/integrations", pages.page(samples.integrations()));
        views.put("/new", pages.page(fresh()));
        views.put("/new-exists", pages.page(new NewIntegrationPage(Samples.KARI, "/integrations/1")));
        views.put("/system", pages.page(samples.system()));
        views.put("/system-empty", pages.page(samples.empty()));
        views.put("/system-added", pages.page(samples.added()));
        views.put("/system-none", pages.page(samples.noHits()));
        views.put("/connect", pages.page(connect));
        for (var cause : List.of(
                Cause.CANCELLED,
                Cause.FLOW_OLD,
                Cause.EXCHANGE_FAILED,
                Cause.MODULE_OFF,
                Cause.GUIDE_NOT_DONE,
                Cause.COMPANY_CLOSED,
                Cause.LICENCE,
                Cause.USER_LACKS_RIGHT,
                Cause.NO_CONTACT,
                Cause.SANDBOX_CLIENT)) {
            views.put(
                    "/connect-" + cause.key(), refused(connect, Reason.of(cause, "Fjell og Fjord Regnskap AS"), null));
        }
        views.put(
                "/connect-scopeMissing",
                refused(connect, Reason.of(Cause.SCOPE_MISSING, "connection", "offline_access"), null));
        views.put("/connect-notUnderstood", refused(connect, Reason.of(Cause.NOT_UNDERSTOOD), null));
        views.put("/reconnect-cancelled", refused(connect, Reason.of(Cause.CANCELLED), 5L));
        views.put(
                "/reconnect-wrongCompany",
                refused(connect, Reason.of(Cause.WRONG_COMPANY, "Fagerheim Bil AS", "Fjell og Fjord Regnskap AS"), 5L));
        views.put("/system-blocked", pages.page(samples.blocked()));
        views.put("/client", pages.page(samples.client()));
        new ExplainSamples(Samples.KARI, messages).all().forEach((path, view) -> views.put(path, pages.page(view)));
        views.put("/client-unproved", pages.page(samples.unproved()));
        views.put("/client-fresh", pages.page(samples.fresh()));
        views.put("/client-emptied", pages.page(samples.emptied()));
        views.put("/client-deleting", pages.page(samples.deleting()));
        views.put("/client-removing", pages.page(samples.removing()));
        views.put("/client-held", pages.page(samples.held()));
        new ClientSamples(samples).all().forEach((path, page) -> views.put(path, pages.page(page)));
        new RemovalSamples(messages).all().forEach((path, page) -> views.put(path, pages.page(page)));
        new ScheduleSamples(Samples.KARI, messages).all().forEach((path, page) -> views.put(path, pages.page(page)));
        ApiKeySamples.all(Samples.KARI, messages).forEach((path, page) -> views.put(path, pages.page(page)));
        InviteSamples.all(messages).forEach((path, page) -> views.put(path, pages.page(page)));
        new DaySamples(messages).all().forEach((path, page) -> views.put(path, pages.page(page)));
        views.put("/sign-in", pages.page(new SignInPage(SignInPage.Kind.FIRST)));
        views.put("/expired", pages.page(new SignInPage(SignInPage.Kind.EXPIRED)));
        views.put("/help/visma", pages.page(new HelpPage(Samples.KARI, HelpPage.Topic.VISMA)));
        views.put("/help/status", pages.page(new HelpPage(null, HelpPage.Topic.STATUS)));
        views.put("/help/local", pages.page(new HelpPage(null, HelpPage.Topic.LOCAL)));
        views.put("/help/other", pages.page(new HelpPage(null, HelpPage.Topic.OTHER)));
        views.put(
                "/error-500",
                pages.page(new ErrorPage(
                        500, messages.text("error.500.title"), messages.text("error.500.text"), "7F3K-22", true)));
        views.put(
                "/error-403",
                pages.page(new ErrorPage(
                        403, messages.text("error.403.title"), messages.text("error.403.text"), "7F3N-15", true)));
        views.put(
                "/error-404",
                pages.page(new ErrorPage(
                        404, messages.text("error.404.title"), messages.text("error.404.text"), "7F3M-40", false)));
        return views;
    }

    private Buffer refused(ConnectPage connect, Reason reason, @Nullable Long expected) {
        boolean ours = reason.key().equals("notUnderstood");
        return pages.page(new ConnectRefusedPage(connect, reason, expected, ours ? "7F3K-22" : null));
    }

    private static NewIntegrationPage fresh() {
        return new NewIntegrationPage(Samples.KARI, null);
    }
}
