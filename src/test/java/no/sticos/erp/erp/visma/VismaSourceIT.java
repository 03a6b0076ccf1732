package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Context;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Paging;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeBudget;
import no.sticos.erp.testing.FakeTokens;
import no.sticos.erp.testing.StubHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class VismaSourceIT {
    private static final ClientId CLIENT = new ClientId(7);
    private static final String YEAR = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final Query ACCOUNTS = Query.within(Resource.ACCOUNTS, YEAR);
    private static final String PATH = "/accounts/{fiscalyearId}";
    private static final int ANSWER_LIMIT = 200_000;
    private static final String USED_UP =
            """
            {"ErrorCode":4010,"DeveloperErrorMessage":"API calls quota exceeded! maximum admitted 600 per Minute. Try again in 1 seconds."}""";

    private final Vertx vertx;
    private final StubHttp visma;
    private FakeTokens tokens = new FakeTokens();
    private FakeBudget budget = new FakeBudget();
    private VismaSource source;

    VismaSourceIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        this.visma = new StubHttp(this.vertx);
        this.source = source();
    }

    @BeforeEach
    void forget() {
        visma.reset();
        tokens = new FakeTokens();
        budget = new FakeBudget();
        source = source();
    }

    @AfterAll
    void close() {
        visma.close();
    }

    @Test
    void a_page_is_asked_for_with_size_order_and_token() {
        visma.json(200, page(2, 3, 4));

        var page = read(ACCOUNTS, 2);

        assertThat(page.documents()).extracting(Document::key).containsExactly(YEAR + "/1003", YEAR + "/1004");
        assertThat(page.isLast()).isFalse();
        assertThat(visma.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(asked.uri()).isEqualTo("/v2/accounts/" + YEAR + "?$page=2&$pagesize=1000&$orderby=Number");
            assertThat(asked.authorization()).isEqualTo("Bearer token-0");
        });
        assertThat(budget.permits()).containsExactly(PATH);
    }

    @Test
    void changes_are_asked_for_at_full_precision_and_from_the_stamp_on() {
        visma.json(200, "{\"Meta\":" + meta(1, 0) + ",\"Data\":[]}");

        var changed = read(Query.all(Resource.VOUCHERS).since(Instant.parse("2026-11-24T06:00:00.123456789Z")), 1);

        assertThat(changed.isLast()).isTrue();
        assertThat(visma.asked().get(0).uri())
                .isEqualTo("/v2/vouchers?$page=1&$pagesize=1000&$orderby=Number"
                        + "&$filter=ModifiedUtc%20ge%202026-11-24T06%3A00%3A00.1234567Z");
    }

    @Test
    void a_whole_list_comes_page_by_page() {
        visma.json(200, page(1, 1, 2)).json(200, page(2, 3, 4)).json(200, page(3, 5, 5));

        var keys = Await.result(Paging.byNumber(1, number -> source.page(CLIENT, ACCOUNTS, number))
                .concatMapIterable(Page::documents)
                .map(Document::key)
                .collect(Collectors.toList()));

        assertThat(keys)
                .containsExactly(YEAR + "/1001", YEAR + "/1002", YEAR + "/1003", YEAR + "/1004", YEAR + "/1005");
        assertThat(visma.asked()).hasSize(3);
    }

    @Test
    void a_page_is_read_off_the_event_loop_and_emitted_on_the_callers_context() {
        visma.json(200, page(1, 1, 900));
        var context = vertx.getOrCreateContext();

        var emittedOn = Await.result(Single.<Context>create(emitter -> context.runOnContext(unused -> {
            var reading = source.page(CLIENT, ACCOUNTS, 1)
                    .map(page -> Vertx.currentContext())
                    .subscribe(emitter::onSuccess, emitter::onError);
            emitter.setDisposable(reading);
        })));

        assertThat(emittedOn.getDelegate()).isSameAs(context.getDelegate());
    }

    @Test
    void an_old_token_is_renewed_once_and_the_page_asked_for_again() {
        visma.json(401, error(4005)).json(200, page(1, 1, 2));

        assertThat(read(ACCOUNTS, 1).documents()).hasSize(2);

        assertThat(tokens.refused()).containsExactly("token-0");
        assertThat(visma.asked())
                .extracting(StubHttp.Asked::authorization)
                .containsExactly("Bearer token-0", "Bearer token-1");
        assertThat(budget.permits()).containsExactly(PATH, PATH);
    }

    @Test
    void a_token_refused_twice_is_a_consent_to_renew() {
        visma.json(401, error(4005)).json(401, error(4005)).json(200, page(1, 1, 2));

        assertThat(failure().reason()).isEqualTo(Cause.TOKEN_REFUSED);

        assertThat(tokens.refused()).hasSize(1);
        assertThat(visma.asked()).hasSize(2);
    }

    @Test
    void a_used_up_quota_pauses_the_path_for_the_seconds_it_names() {
        visma.json(429, USED_UP).json(200, page(1, 1, 2));
        long before = System.nanoTime();

        assertThat(read(ACCOUNTS, 1).documents()).hasSize(2);

        assertThat(budget.pauses()).containsExactly(PATH + " 1");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void each_address_has_a_quota_of_its_own_where_visma_is_said_to_count_them_so() {
        var other = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
        var byAddress =
                new VismaSource(vertx, settings(visma.address(), VismaSettings.QuotaPer.ADDRESS), tokens, budget);
        visma.json(200, page(1, 1, 2)).json(429, USED_UP).json(200, page(1, 1, 2));

        var first = Await.result(byAddress.page(CLIENT, ACCOUNTS, 1));
        var second = Await.result(byAddress.page(CLIENT, Query.within(Resource.ACCOUNTS, other), 1));

        assertThat(first.documents()).hasSameSizeAs(second.documents()).hasSize(2);
        assertThat(budget.permits())
                .containsExactly("/v2/accounts/" + YEAR, "/v2/accounts/" + other, "/v2/accounts/" + other);
        assertThat(budget.pauses()).containsExactly("/v2/accounts/" + other + " 1");
    }

    @Test
    void an_outage_is_waited_out() {
        visma.html(503).cut().json(200, page(1, 1, 2));

        assertThat(read(ACCOUNTS, 1).documents()).hasSize(2);
        assertThat(budget.permits()).hasSize(3);
    }

    @Test
    void an_outage_that_lasts_is_told_after_the_last_try() {
        visma.html(503).html(502).html(500).json(200, page(1, 1, 2));

        assertThat(failure().reason()).isEqualTo(Cause.VISMA_DOWN);
        assertThat(visma.asked()).hasSize(3);
    }

    @Test
    void silence_is_no_contact() {
        visma.silence().silence().silence();

        assertThat(failure().reason()).isEqualTo(Cause.NO_CONTACT);
        assertThat(visma.asked()).hasSize(3);
    }

    @Test
    void a_visma_that_is_not_there_is_no_contact() {
        var nowhere = new VismaSource(vertx, settings(URI.create("http://127.0.0.1:1")), tokens, budget);

        var error = Await.error(nowhere.page(CLIENT, ACCOUNTS, 1));

        assertThat(error).matches(fault -> Fault.is(fault, Cause.NO_CONTACT));
    }

    @Test
    void a_page_cut_short_is_read_again() {
        visma.json(200, page(1, 1, 2).substring(0, 200)).json(200, page(1, 1, 2));

        assertThat(read(ACCOUNTS, 1).documents()).hasSize(2);
    }

    @Test
    void an_answer_that_stays_unreadable_is_not_understood() {
        visma.html(200).json(200, "{}").json(200, "{\"Data\":[]}").json(200, page(1, 1, 2));

        var fault = failure();

        assertThat(fault.reason()).isEqualTo(Cause.NOT_UNDERSTOOD);
        assertThat(fault.args()).containsExactly("missing Meta");
        assertThat(visma.asked()).hasSize(3);
    }

    @Test
    void what_visma_says_for_good_is_asked_once() {
        visma.json(403, error(4009)).json(200, page(1, 1, 2));

        assertThat(failure().reason()).isEqualTo(Cause.VARIANT_LACKS);
        assertThat(visma.asked()).hasSize(1);
    }

    @Test
    void a_small_answer_that_unfolds_beyond_the_bound_is_refused() {
        var bomb = "{\"Data\":[],\"x\":\"" + " ".repeat(20 * ANSWER_LIMIT) + "\"}";
        visma.json(200, bomb).json(200, bomb).json(200, bomb);

        var fault = failure();

        assertThat(fault.reason()).isEqualTo(Cause.NOT_UNDERSTOOD);
        assertThat(fault.args()).containsExactly("answer longer than its bound");
    }

    @Test
    void a_redirect_does_not_take_the_token_along() {
        var elsewhere = visma.address() + "/elsewhere";
        for (int i = 0; i < 3; i++) {
            visma.answer(request -> {
                request.getDelegate().response().putHeader("Location", elsewhere);
                StubHttp.send(request, 302, "text/plain", "");
            });
        }

        assertThat(failure().reason()).isEqualTo(Cause.VISMA_DOWN);
        assertThat(visma.asked()).extracting(StubHttp.Asked::uri).noneMatch(uri -> uri.contains("elsewhere"));
    }

    @Test
    void answers_come_compressed() {
        var encodings = new ArrayList<String>();
        visma.answer(request -> {
            encodings.add(String.valueOf(request.getHeader("Accept-Encoding")));
            StubHttp.send(request, 200, "application/json", page(1, 1, 900));
        });

        assertThat(read(ACCOUNTS, 1).documents()).hasSize(900);
        assertThat(encodings).singleElement().asString().contains("gzip");
    }

    @Test
    void a_scope_that_is_no_id_never_reaches_an_address() {
        var error = Await.error(source.page(CLIENT, Query.within(Resource.ACCOUNTS, "../companysettings"), 1));

        assertThat(error).isInstanceOf(IllegalArgumentException.class);
        assertThat(visma.asked()).isEmpty();
    }

    private Page read(Query query, int number) {
        return Await.result(source.page(CLIENT, query, number));
    }

    private Fault failure() {
        return Fault.from(Await.error(source.page(CLIENT, ACCOUNTS, 1)));
    }

    private VismaSource source() {
        return new VismaSource(vertx, settings(visma.address()), tokens, budget);
    }

    private static VismaSettings settings(URI server) {
        return settings(server, VismaSettings.QuotaPer.TEMPLATE);
    }

    private static VismaSettings settings(URI server, VismaSettings.QuotaPer quotaPer) {
        var retry = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5));
        return new VismaSettings(
                server,
                URI.create(server + "/v2"),
                new VismaSettings.OAuthClient(
                        "sticos", Secret.of("hemmelig"), URI.create("https://localhost/callback")),
                new VismaSettings.Reading(1000, Duration.ofMillis(1500), retry, ANSWER_LIMIT, 10_000),
                quotaPer);
    }

    private static String error(int code) {
        return "{\"ErrorCode\":" + code + ",\"DeveloperErrorMessage\":\"x\",\"ErrorId\":\"e-1\"}";
    }

    private static String page(int number, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(
                        i -> "{\"FiscalYearId\":\"" + YEAR + "\",\"Number\":\"" + (1000 + i) + "\",\"Name\":\"Konto\"}")
                .collect(Collectors.joining(",", "{\"Meta\":" + meta(number, 3) + ",\"Data\":[", "]}"));
    }

    private static String meta(int number, int pages) {
        return """
               {"CurrentPage":%d,"PageSize":1000,"TotalNumberOfPages":%d,"TotalNumberOfResults":5,
                "ServerTimeUtc":"2026-11-24T06:00:00.1234567Z"}"""
                .formatted(number, pages);
    }
}
