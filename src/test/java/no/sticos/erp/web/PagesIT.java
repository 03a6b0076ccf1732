package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.ext.web.Router;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.testing.Browser;
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
import no.sticos.erp.web.signin.SignInPage;
import no.sticos.erp.web.status.ClientHead;
import no.sticos.erp.web.status.ClientRow;
import no.sticos.erp.web.status.StatusWords;
import no.sticos.erp.web.system.ClientCounts;
import no.sticos.erp.web.system.ClientTable;
import no.sticos.erp.web.system.ListQuery;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page in a real browser, under the real headers: no rule of WCAG broken, nothing in the console. */
class PagesIT {
    private static final Messages messages = Messages.bokmal();
    private static final Assets assets = Assets.load();
    private static final Pages pages = new Pages(messages, assets);
    private static final Samples samples = new Samples(messages);

    /** What somebody may want on paper. */
    private static final Pattern PRINTED = Pattern.compile("^/(client|system|receipt|explain|bulk|help)\\b");

    private static final AtomicInteger secondsLeft = new AtomicInteger(1800);

    private static Vertx vertx;
    private static HttpServer server;
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Browser.launch();
        vertx = Vertx.vertx();
        server = vertx.createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
                .requestHandler(router())
                .rxListen()
                .blockingGet();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            vertx.rxClose().blockingAwait();
        }
    }

    @BeforeEach
    void forget() {
        browser.forget();
    }

    @ParameterizedTest(name = "{0}, {1} px, {2}")
    @CsvSource({"light, 1280, LIGHT", "dark, 1280, DARK", "phone, 390, LIGHT"})
    void every_page_is_clean(String name, int width, ColorScheme scheme) {
        try (var context = browser.context(width, 900, scheme)) {
            var page = context.newPage();
            var found = new SoftAssertions();
            for (var path : views().keySet()) {
                page.navigate(url(path));
                page.waitForFunction("document.fonts.status === 'loaded'");

                found.assertThat(Browser.violations(page)).as(path).isEmpty();
                found.assertThat(browser.complaints()).as("console of " + path).isEmpty();
                found.assertThat(overflow(page))
                        .as(path + " scrolls sideways, pixels")
                        .isEqualTo(0);
                browser.picture(page, path.substring(1).replace('/', '-') + "-" + name);
            }
            found.assertAll();
        }
    }

    /** As wide as a sheet of A4 between its margins. */
    @Test
    void on_paper_there_is_what_a_page_says_and_nothing_to_press() {
        try (var context = browser.context(688, 1000, ColorScheme.DARK)) {
            var page = context.newPage();
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.LIGHT));
            var found = new SoftAssertions();
            for (var path :
                    views().keySet().stream().filter(PRINTED.asPredicate()).toList()) {
                page.navigate(url(path));
                page.waitForFunction("document.fonts.status === 'loaded'");

                found.assertThat(page.locator("h1").first().isVisible())
                        .as("title of " + path)
                        .isTrue();
                found.assertThat(seen(
                                page,
                                "button:not(th > button), input, select, textarea, nav a:not([aria-current]), .topbar"))
                        .as("to press on " + path)
                        .isEmpty();
                found.assertThat(overflow(page))
                        .as(path + " is wider than the sheet, pixels")
                        .isEqualTo(0);
                browser.picture(page, path.substring(1).replace('/', '-') + "-paper");
            }
            found.assertAll();
        }
    }

    @Test
    void the_dialog_opens_takes_the_focus_and_gives_it_back() {
        try (var context = browser.context(1280, 760, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(url("/integrations-empty"));
            var opener = page.locator("a[hx-get='/integrations/new']").first();
            opener.click();
            page.locator("#dialog[open] #system").waitFor();

            assertThat(focused(page)).isEqualTo("system");
            assertThat(Browser.violations(page)).isEmpty();
            assertThat(browser.complaints()).isEmpty();
            browser.picture(page, "new-dialog");

            page.keyboard().press("Escape");
            // The browser tells of a closed dialog after it has closed it.
            page.waitForFunction("!document.getElementById('dialog').hasChildNodes()");
            assertThat(page.locator("#dialog[open]").count()).isZero();
            assertThat(page.evaluate("document.activeElement.getAttribute('hx-get')"))
                    .isEqualTo("/integrations/new");
        }
    }

    @Test
    void the_question_before_a_removal_has_no_as_its_first_answer() {
        try (var context = browser.context(1280, 760, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(url("/system"));
            page.locator("#delete-2").click();
            page.locator("#dialog[open] form").waitFor();

            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Avbryt");
            assertThat(Browser.violations(page)).isEmpty();
            assertThat(browser.complaints()).isEmpty();
            browser.picture(page, "delete-dialog");

            page.keyboard().press("Enter");
            page.waitForFunction("!document.getElementById('dialog').hasChildNodes()");
            assertThat(page.url()).isEqualTo(url("/system"));
            assertThat(focused(page)).isEqualTo("delete-2");
        }
    }

    @Test
    void a_live_event_changes_the_cell_and_keeps_the_focus() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(url("/system"));
            page.locator("#active-14").focus();
            page.locator("#state-14:has-text('Venter')").waitFor();

            assertThat(focused(page)).isEqualTo("active-14");
            assertThat(page.locator("#active-14").textContent()).isEqualTo("Deaktiver");
            assertThat(page.locator("#live").textContent()).isEqualTo("1 klient er oppdatert.");
            assertThat(page.locator("#counts").textContent()).contains("125");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_search_swaps_the_rows_and_says_how_many_there_are() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(url("/system"));
            page.keyboard().press("/");
            assertThat(focused(page)).isEqualTo("q");

            page.keyboard().type("kvit");
            page.waitForCondition(() -> page.locator("#clients tbody tr").count() == 2);
            assertThat(page.locator("#live").textContent()).isEqualTo("Viser 1–2 av 2 klienter");
            assertThat(focused(page)).isEqualTo("q");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_refused_control_says_why() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(url("/system"));
            page.locator("#send-5").click(new Locator.ClickOptions().setForce(true));

            assertThat(page.locator("#live").textContent()).isEqualTo("Trenger pålogging");
        }
    }

    @Test
    void a_refusal_by_the_server_is_told_while_the_page_stays() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(url("/system"));
            page.locator("#send-2").click();
            page.locator("#status .ds-alert").waitFor();

            assertThat(page.locator("#status").textContent()).contains("Samme orgnr som Kvitberg Holding AS");
            assertThat(page.locator("#row-2").count()).isEqualTo(1);
        }
    }

    @Test
    void two_minutes_before_the_end_a_person_is_asked_and_stays() {
        secondsLeft.set(119);
        try (var context = browser.context(1280, 760, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(url("/client"));
            page.locator("#session[open]").waitFor();

            assertThat(page.locator("#session").getAttribute("role")).isEqualTo("alertdialog");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Fortsett");
            assertThat(Browser.violations(page)).isEmpty();
            browser.picture(page, "session-dialog");

            page.locator("[data-keep]").click();
            page.waitForCondition(() -> page.locator("#session[open]").count() == 0 && secondsLeft.get() == 1800);
            assertThat(browser.complaints()).isEmpty();
        } finally {
            secondsLeft.set(1800);
        }
    }

    @Test
    void when_the_time_is_over_the_page_says_so() {
        secondsLeft.set(0);
        try (var context = browser.context(1280, 760, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(url("/system"));

            page.waitForURL("**/signed-out?expired");
            assertThat(page.locator("h1").textContent()).isEqualTo("Du er logget ut");
        } finally {
            secondsLeft.set(1800);
        }
    }

    @Test
    void what_breaks_a_rule_is_named_with_its_place() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.setContent(
                    """
                    <!doctype html><html lang="nb"><title>x</title><main><h1>x</h1>
                    <img src="data:,"><p style="color: #ccc; background: #fff">grått</p></main></html>
                    """);

            assertThat(Browser.violations(page))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("image-alt ") && line.contains("<img"))
                    .anyMatch(line -> line.startsWith("color-contrast ") && line.contains("grått"));
        }
    }

    private static Router router() {
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
        router.get("/clients/2/delete")
                .handler(ctx -> Answers.html(
                        ctx, 200, pages.part("removal/dialog", "page", new RemovalSamples(messages).client())));
        var live = new LiveStream(vertx, Duration.ofSeconds(20));
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
        views().forEach((path, page) -> router.get(path).handler(ctx -> Answers.html(ctx, 200, page)));
        router.route().handler(ctx -> ctx.fail(404));
        return router;
    }

    private static Flowable<LiveEvent> events() {
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

    private static Map<String, Buffer> views() {
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
        new ExplainSamples(Samples.KARI).all().forEach((path, view) -> views.put(path, pages.page(view)));
        views.put("/client-unproved", pages.page(samples.unproved()));
        views.put("/client-fresh", pages.page(samples.fresh()));
        views.put("/client-emptied", pages.page(samples.emptied()));
        views.put("/client-deleting", pages.page(samples.deleting()));
        views.put("/client-removing", pages.page(samples.removing()));
        views.put("/client-held", pages.page(samples.held()));
        new ClientSamples(samples).all().forEach((path, page) -> views.put(path, pages.page(page)));
        new RemovalSamples(messages).all().forEach((path, page) -> views.put(path, pages.page(page)));
        new ScheduleSamples(Samples.KARI).all().forEach((path, page) -> views.put(path, pages.page(page)));
        ApiKeySamples.all(Samples.KARI).forEach((path, page) -> views.put(path, pages.page(page)));
        InviteSamples.all().forEach((path, page) -> views.put(path, pages.page(page)));
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

    private static Buffer refused(ConnectPage connect, Reason reason, @Nullable Long expected) {
        boolean ours = reason.key().equals("notUnderstood");
        return pages.page(new ConnectRefusedPage(connect, reason, expected, ours ? "7F3K-22" : null));
    }

    private static NewIntegrationPage fresh() {
        return new NewIntegrationPage(Samples.KARI, null);
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    private static Object focused(Page page) {
        return page.evaluate("document.activeElement.id");
    }

    private static List<String> seen(Page page, String selector) {
        return page.locator(selector).all().stream()
                .filter(Locator::isVisible)
                .map(each -> String.valueOf(each.evaluate("e => e.outerHTML.slice(0, 90)")))
                .toList();
    }

    private static Object overflow(Page page) {
        return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }
}
