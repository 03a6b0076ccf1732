package no.sticos.erp.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.client.HttpRequest;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import io.vertx.rxjava3.ext.web.client.WebClient;
import io.vertx.rxjava3.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.live.LiveStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell around every route, over real HTTP. */
class ShellIT {
    private static final Messages messages = Messages.bokmal();
    private static final Assets assets = Assets.load();
    private static final CountDownLatch letGo = new CountDownLatch(1);
    private static Vertx vertx;
    private static HttpServer server;
    private static WebClient web;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        web = WebClient.create(vertx);
        server = vertx.createHttpServer().requestHandler(router()).rxListen(0).blockingGet();
    }

    @AfterAll
    static void close() {
        vertx.rxClose().blockingAwait();
    }

    private static Router router() {
        var router = Router.router(vertx);
        router.route()
                .handler(new RequestLog())
                .handler(new SecurityHeaders(true))
                .failureHandler(new FaultHandler(new Pages(messages, assets), messages));
        router.get(Assets.ROOT + "*").handler(new StaticFiles(assets));
        router.get("/fault/:cause")
                .handler(ctx -> ctx.fail(Fault.of(Cause.valueOf(ctx.pathParam("cause")), "a", "b")
                        .retryAfter(Duration.ofSeconds(7))));
        router.get("/bug").handler(ctx -> {
            throw new IllegalStateException("select secret from grants");
        });
        router.get("/thrown/single").handler(ctx -> Single.just(1).subscribe(Reply.with(ctx, ShellIT::broken)));
        router.get("/thrown/maybe").handler(ctx -> Maybe.just(1).subscribe(Reply.with(ctx, ShellIT::broken, () -> {})));
        router.get("/thrown/none")
                .handler(ctx -> Maybe.empty().subscribe(Reply.with(ctx, some -> {}, () -> ShellIT.broken(0))));
        router.get("/thrown/done")
                .handler(ctx -> Completable.complete().subscribe(Reply.after(ctx, () -> ShellIT.broken(0))));
        router.get("/thrown/failed").handler(ctx -> Single.error(new IllegalStateException("first"))
                .subscribe(Reply.with(ctx, some -> {}, failure -> ShellIT.broken(0))));
        router.get("/thrown/nothing").handler(ctx -> Maybe.empty().subscribe(Reply.with(ctx, some -> {})));
        router.get("/connect").handler(ctx -> {
            SecurityHeaders.allowFormsTo(ctx, URI.create("https://identity.example.com/connect/authorize"));
            Answers.html(ctx, 200, Buffer.buffer("x"));
        });
        router.get("/cookie").handler(ctx -> {
            new SessionCookie(true).write(ctx, "s3ssion", Duration.ofHours(10));
            Answers.seeOther(ctx, "/");
        });
        var live = new LiveStream(vertx, Duration.ofMillis(400));
        router.get("/stream").handler(ctx -> live.open(ctx, Flowable.just(new LiveEvent("say", Buffer.buffer("hei")))));
        router.get("/endless")
                .handler(ctx -> live.open(ctx, Flowable.<LiveEvent>never().doOnCancel(() -> letGo.countDown())));
        router.route().handler(BodyHandler.create(false));
        router.route("/guarded")
                .handler(new CsrfGuard(ctx -> Optional.ofNullable(ctx.request().getHeader("X-Test-Session"))))
                .handler(ctx -> Answers.html(ctx, 200, Buffer.buffer("done")));
        router.route().handler(ctx -> ctx.fail(Fault.of(Cause.NOT_FOUND)));
        return router;
    }

    /** Not an exception: what RxJava gives to nobody at all. */
    private static void broken(int some) {
        throw new NoClassDefFoundError("select secret from grants " + some);
    }

    @Test
    void every_answer_carries_the_headers_an_error_too() {
        for (var path : new String[] {"/connect", "/nowhere", "/bug"}) {
            var answer = get(path);
            assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.getHeader("Strict-Transport-Security")).startsWith("max-age=");
            assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.getHeader("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self';");
        }
        assertThat(get("/nowhere").getHeader("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "maybe", "none", "done", "failed", "nothing"})
    void an_answer_that_throws_is_told_with_a_reference(String kind) {
        var answer = get("/thrown/" + kind);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.bodyAsString()).containsPattern("<code>[2-9A-Z]{4}-[0-9]{2}</code>");
        assertThat(answer.bodyAsString()).doesNotContain("select", "Error", "no.sticos");
    }

    @Test
    void one_page_may_post_to_the_sign_in_of_visma() {
        assertThat(get("/connect").getHeader("Content-Security-Policy"))
                .contains("form-action 'self' https://identity.example.com; base-uri");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_INPUT, 400",
        "NOT_ALLOWED, 403",
        "NOT_FOUND, 404",
        "DUPLICATE, 409",
        "LOST_RACE, 409",
        "NO_ID, 422",
        "BUG, 500",
        "NOT_UNDERSTOOD, 500",
        "DATABASE_AWAY, 503",
        "NO_CONTACT, 503",
        "GRANT_ENDED, 409",
        "API_KEY_REFUSED, 401",
        "API_SCOPE_MISSING, 403",
        "API_KEYS_FULL, 409",
        "METHOD_NOT_ALLOWED, 405",
        "NOT_ACCEPTABLE, 406",
        "TOO_LARGE, 413",
        "NOT_JSON, 415"
    })
    void a_cause_has_its_status(String cause, int status) {
        var answer = get("/fault/" + cause);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsString()).containsPattern("<code>[2-9A-Z]{4}-[0-9]{2}</code>");
        assertThat(answer.getHeader("Retry-After")).isEqualTo("7");
    }

    @Test
    void every_cause_can_be_shown() {
        for (var cause : Cause.values()) {
            var answer = send(request(HttpMethod.GET, "/fault/" + cause).putHeader("HX-Request", "true"));
            assertThat(answer.bodyAsString()).as(cause.name()).contains("<code>");
        }
    }

    @Test
    void a_mistake_of_ours_tells_nothing_of_itself() {
        var answer = get("/bug");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.bodyAsString())
                .contains("Noe gikk galt hos oss")
                .doesNotContain("select", "IllegalState", "no.sticos");
    }

    @Test
    void htmx_is_told_where_the_notice_goes() {
        var answer = send(request(HttpMethod.GET, "/fault/DUPLICATE").putHeader("HX-Request", "true"));

        assertThat(answer.getHeader("HX-Retarget")).isEqualTo("#status");
        assertThat(answer.bodyAsString()).contains("Samme orgnr som a").doesNotContain("<html");
    }

    @Test
    void who_is_signed_out_is_sent_to_the_right_place() {
        var page = get("/fault/SIGNED_OUT");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.getHeader("Location")).isEqualTo("/sign-in");

        var fragment = send(request(HttpMethod.GET, "/fault/SIGNED_OUT").putHeader("HX-Request", "true"));
        assertThat(fragment.statusCode()).isEqualTo(401);
        assertThat(fragment.getHeader("HX-Redirect")).isEqualTo("/signed-out?expired");
    }

    @Test
    void a_program_gets_a_problem() {
        var answer = send(request(HttpMethod.GET, "/fault/DUPLICATE").putHeader("Accept", "application/json"));
        var problem = answer.bodyAsJsonObject();

        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.getInteger("status")).isEqualTo(409);
        assertThat(problem.getString("type")).isEqualTo("urn:sticos:erp:cause:duplicate");
        assertThat(problem.getString("reference")).matches("[2-9A-Z]{4}-[0-9]{2}");
    }

    @Test
    void a_file_is_kept_for_ever_under_its_version_only() {
        var fresh = get(assets.url("app.css"));
        assertThat(fresh.getHeader("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(fresh.getHeader("Content-Type")).isEqualTo("text/css; charset=utf-8");

        assertThat(get("/assets/0123456789abcdef/app.css").getHeader("Cache-Control"))
                .isEqualTo("no-cache");
        var again = send(
                request(HttpMethod.GET, assets.url("app.css")).putHeader("If-None-Match", fresh.getHeader("ETag")));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(get("/assets/x/..%2f..%2fmessages_nb.properties").statusCode())
                .isEqualTo(404);
        assertThat(get("/assets/app.css").statusCode()).isEqualTo(404);
    }

    @Test
    void a_change_needs_the_sessions_own_token() {
        var post = request(HttpMethod.POST, "/guarded").putHeader("X-Test-Session", "right");
        assertThat(send(post).statusCode()).isEqualTo(403);
        assertThat(send(post.copy().putHeader("X-CSRF-Token", "wrong")).statusCode())
                .isEqualTo(403);
        assertThat(send(post.copy().putHeader("X-CSRF-Token", "right")).statusCode())
                .isEqualTo(200);
        var form = post.copy().putHeader("Content-Type", "application/x-www-form-urlencoded");
        assertThat(form.rxSendBuffer(Buffer.buffer("csrf=right")).blockingGet().statusCode())
                .isEqualTo(200);
        assertThat(send(request(HttpMethod.POST, "/guarded")).statusCode()).isEqualTo(303);
        assertThat(get("/guarded").statusCode()).isEqualTo(200);
    }

    @Test
    void the_cookie_is_closed_on_all_sides() {
        assertThat(get("/cookie").getHeader("Set-Cookie"))
                .startsWith("__Host-erp=s3ssion;")
                .contains("; HTTPOnly", "; Secure", "; SameSite=Lax", "; Path=/")
                .doesNotContain("Domain");
    }

    @Test
    void a_stream_says_what_it_has_and_ends() {
        var answer = get("/stream");

        assertThat(answer.getHeader("Content-Type")).isEqualTo("text/event-stream");
        assertThat(answer.getHeader("X-Accel-Buffering")).isEqualTo("no");
        assertThat(answer.bodyAsString()).isEqualTo("event: say\ndata: hei\n\nevent: end\ndata:\n\n");
    }

    @Test
    void a_quiet_stream_beats_and_lets_go_when_the_reader_leaves() throws InterruptedException {
        var client = vertx.createHttpClient();
        var first = client.rxRequest(HttpMethod.GET, server.actualPort(), "localhost", "/endless")
                .flatMap(io.vertx.rxjava3.core.http.HttpClientRequest::rxSend)
                .flatMap(answer -> answer.toFlowable().firstOrError())
                .timeout(5, TimeUnit.SECONDS)
                .blockingGet();
        assertThat(first.toString()).isEqualTo(":\n\n");

        client.rxClose().blockingAwait();
        assertThat(letGo.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static HttpResponse<Buffer> get(String path) {
        return send(request(HttpMethod.GET, path));
    }

    private static HttpRequest<Buffer> request(HttpMethod method, String path) {
        return web.request(method, server.actualPort(), "localhost", path).followRedirects(false);
    }

    private static HttpResponse<Buffer> send(HttpRequest<Buffer> request) {
        return request.rxSend().timeout(10, TimeUnit.SECONDS).blockingGet();
    }
}
