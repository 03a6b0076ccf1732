package no.sticos.erp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import io.vertx.rxjava3.ext.web.client.WebClient;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.identity.Tokens;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.CompanyState;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sandbox as a program meets it: by HTTP. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxIT {
    private static final String BACK = "http://localhost:9/back";
    private static final String USER = "regnskap@sandkasse.example";
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-long";
    private static final List<String> SCOPES = List.of("ea:api", "ea:accounting_readonly", "offline_access");
    private static final CompanyPlan SMALL = CompanyPlan.of("Liten AS", "310000017", 130);
    private static final CompanyPlan LARGE = CompanyPlan.of("Stor AS", "310000025", 200_000);
    private static final OAuthClient ROTATING = client("rotating", true);
    private static final OAuthClient REUSING = client("reusing", false);

    private final Sandbox sandbox;
    private final WebClient web;

    SandboxIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        var universe = SandboxUniverse.of(7, List.of(SMALL, LARGE));
        var plain = SandboxSettings.of(universe, ROTATING, SignInSettings.of(ROTATING));
        this.sandbox = new Sandbox(
                vertx,
                new SandboxSettings(
                        plain.host(),
                        0,
                        plain.publicUri(),
                        List.of(ROTATING, REUSING),
                        plain.signIn(),
                        plain.limits(),
                        plain.accessTokenLife(),
                        plain.state(),
                        universe,
                        plain.clock()));
        this.web = WebClient.create(
                vertx, new WebClientOptions().setFollowRedirects(false).setDecompressionSupported(true));
        Await.done(sandbox.start().ignoreElement());
    }

    @AfterAll
    void stop() {
        web.close();
        Await.done(sandbox.stop());
    }

    @AfterEach
    void behave() {
        sandbox.faults().clear();
        sandbox.quota().limit(600);
        sandbox.company(SMALL.id()).become(CompanyState.OPEN);
    }

    @Test
    void a_person_walks_from_authorize_to_a_token() {
        var login = get(authorize(ROTATING.id(), BACK)).bodyAsString();
        var wrong = post("/connect/login", Map.of("flow", flow(login), "email", USER, "password", "feil"));
        assertThat(wrong.bodyAsString()).contains("Feil e-postadresse eller passord");
        var companies = post(
                "/connect/login", Map.of("flow", flow(login), "email", USER, "password", SandboxUniverse.PASSWORD));
        assertThat(companies.bodyAsString()).contains("Liten AS", "Stor AS");
        var consent = post(
                "/connect/company",
                Map.of("flow", flow(login), "company", SMALL.id().toString()));
        assertThat(consent.bodyAsString()).contains("ea:accounting_readonly");

        var allowed = post(
                "/connect/consent",
                MultiMap.caseInsensitiveMultiMap()
                        .add("flow", flow(login))
                        .add("answer", "yes")
                        .add("scope", SCOPES));

        assertThat(allowed.statusCode()).isEqualTo(302);
        assertThat(allowed.getHeader("Location")).startsWith(BACK + "?code=").endsWith("&state=s%26t");
        var code = allowed.getHeader("Location").replaceAll(".*code=([^&]*).*", "$1");
        var token = token(ROTATING, exchange(code, BACK, VERIFIER));
        assertThat(token.getString("token_type")).isEqualTo("Bearer");
        assertThat(api("/vouchers", token.getString("access_token")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_person_who_says_no_is_sent_back_with_access_denied() {
        var login = get(authorize(ROTATING.id(), BACK)).bodyAsString();
        var signedIn = Map.of("flow", flow(login), "email", USER, "password", SandboxUniverse.PASSWORD);
        assertThat(post("/connect/login", signedIn).statusCode()).isEqualTo(200);
        var chosen = Map.of("flow", flow(login), "company", SMALL.id().toString());
        assertThat(post("/connect/company", chosen).statusCode()).isEqualTo(200);

        var refused = post("/connect/consent", Map.of("flow", flow(login), "answer", "no"));

        assertThat(refused.getHeader("Location")).isEqualTo(BACK + "?error=access_denied&state=s%26t");
    }

    @Test
    void an_unknown_client_or_redirect_gets_a_page_and_no_redirect() {
        assertThat(get(authorize("nobody", BACK)).statusCode()).isEqualTo(400);
        assertThat(get(authorize(ROTATING.id(), BACK + "/other")).statusCode()).isEqualTo(400);
    }

    @Test
    void the_style_and_the_demo_sign_in_are_there() {
        assertThat(get("/sandbox.css").getHeader("Content-Type")).startsWith("text/css");
        var discovery = get("/demo-sign-in/.well-known/openid-configuration").bodyAsJsonObject();
        assertThat(discovery.getString("issuer")).isEqualTo(sandbox.signInIssuer());
        var page = get("/demo-sign-in/authorize?" + asked(ROTATING.id(), BACK, "openid"));
        assertThat(page.bodyAsString()).contains("Kari Fjordheim", "ingen rolle");
    }

    @Test
    void a_client_may_show_its_secret_by_basic_or_in_the_body() {
        var form = exchange(code(SCOPES), BACK, VERIFIER)
                .add("client_id", ROTATING.id())
                .add("client_secret", ROTATING.secret().reveal());

        assertThat(post("/connect/token", form).statusCode()).isEqualTo(200);
        assertThat(token(ROTATING, exchange(code(SCOPES), BACK, VERIFIER)).containsKey("refresh_token"))
                .isTrue();
        assertThat(error(post("/connect/token", exchange(code(SCOPES), BACK, VERIFIER))))
                .isEqualTo("invalid_client");
    }

    @Test
    void a_code_is_good_once_for_its_redirect_and_its_verifier() {
        assertThat(refused(exchange(code(SCOPES), BACK, "another verifier"))).isEqualTo("invalid_grant");
        assertThat(refused(exchange(code(SCOPES), BACK + "/other", VERIFIER))).isEqualTo("invalid_grant");
        var code = code(SCOPES);
        assertThat(token(ROTATING, exchange(code, BACK, VERIFIER)).containsKey("access_token"))
                .isTrue();
        assertThat(refused(exchange(code, BACK, VERIFIER))).isEqualTo("invalid_grant");
    }

    @Test
    void a_rotating_refresh_token_is_good_once() {
        var first = token(ROTATING, exchange(code(SCOPES), BACK, VERIFIER)).getString("refresh_token");
        var second = token(ROTATING, refresh(first)).getString("refresh_token");

        assertThat(second).isNotEqualTo(first);
        assertThat(refused(refresh(first))).isEqualTo("invalid_grant");
        assertThat(token(ROTATING, refresh(second)).containsKey("access_token")).isTrue();
    }

    @Test
    void a_reusable_refresh_token_stays_until_it_is_revoked() {
        var issued = sandbox.identity().issueCode(REUSING.id(), BACK, SMALL.id(), USER, SCOPES, null);
        var kept = token(REUSING, exchange(issued, BACK, "")).getString("refresh_token");
        assertThat(token(REUSING, refresh(kept)).getString("refresh_token")).isEqualTo(kept);
        assertThat(token(REUSING, refresh(kept)).getString("refresh_token")).isEqualTo(kept);

        var revoked = MultiMap.caseInsensitiveMultiMap().add("token", kept);
        assertThat(send(ROTATING, "/connect/revocation", revoked).statusCode()).isEqualTo(200);
        assertThat(token(REUSING, refresh(kept)).getString("refresh_token")).isEqualTo(kept);
        assertThat(send(REUSING, "/connect/revocation", revoked).statusCode()).isEqualTo(200);

        assertThat(error(send(REUSING, "/connect/token", refresh(kept)))).isEqualTo("invalid_grant");
    }

    @Test
    void the_api_refuses_in_vismas_words() {
        assertRefused(api("/vouchers", "no token"), 401, 4005);
        assertRefused(api("/vouchers", accessToken(List.of("ea:api"))), 403, 4006);
        assertRefused(api("/nothing", accessToken(SCOPES)), 404, 3000);
        assertRefused(api("/fiscalyears/" + UUID.randomUUID(), accessToken(SCOPES)), 404, 3001);
        assertRefused(api("/vouchers?$filter=Nope%20eq%201", accessToken(SCOPES)), 400, 6000);
        assertRefused(api("/vouchers?$orderby=Nope", accessToken(SCOPES)), 400, 6000);
        assertRefused(api("/vouchers?$page=0", accessToken(SCOPES)), 400, 6001);
    }

    @Test
    void a_closed_company_is_forbidden_and_one_without_balances_only_there() {
        sandbox.company(SMALL.id()).become(CompanyState.INACTIVE);
        assertRefused(api("/vouchers", accessToken(SCOPES)), 403, 4004);

        sandbox.company(SMALL.id()).become(CompanyState.WITHOUT_BALANCES);
        assertRefused(api("/accountbalances/2026-01-01", accessToken(SCOPES)), 403, 4009);
        assertThat(api("/vouchers", accessToken(SCOPES)).statusCode()).isEqualTo(200);
    }

    @Test
    void pages_together_are_the_books() {
        var token = accessToken(SCOPES);
        var truth = sandbox.company(SMALL.id()).books().vouchers();

        var pages = IntStream.rangeClosed(1, 3)
                .mapToObj(page -> list("/vouchers?$pagesize=50&$page=" + page, token))
                .toList();

        assertThat(pages.get(0).getJsonObject("Meta").getInteger("TotalNumberOfResults"))
                .isEqualTo(truth.size());
        assertThat(pages.get(0).getJsonObject("Meta").getInteger("TotalNumberOfPages"))
                .isEqualTo(3);
        assertThat(pages.stream().flatMap(page -> ids(page).stream()))
                .containsExactlyElementsOf(
                        truth.stream().map(voucher -> voucher.id().toString()).toList());
    }

    @Test
    void a_filter_and_an_order_choose_and_sort() {
        var token = accessToken(SCOPES);
        var truth = sandbox.company(SMALL.id()).books().vouchers();
        var newest = truth.get(truth.size() - 40).created();
        var query = "/vouchers?$pagesize=1000&$filter=CreatedUtc%20ge%20" + newest + "&$orderby=VoucherDate%20desc";

        var page = list(query, token);

        assertThat(ids(page))
                .containsExactlyInAnyOrderElementsOf(truth.stream()
                        .filter(voucher -> !voucher.created().isBefore(newest))
                        .map(voucher -> voucher.id().toString())
                        .toList());
        assertThat(texts(page, "VoucherDate")).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void a_balance_on_the_wire_is_the_sum_of_the_rows_and_follows_a_change() {
        var books = sandbox.company(SMALL.id()).books();
        var day = LocalDate.now(java.time.ZoneId.of("Europe/Oslo"));
        var rows = List.of(new VoucherRow(1920, 12_345, 0, null), new VoucherRow(1500, 0, 12_345, null));
        var before = balance(1920, day);

        var added = books.add("A", day, "Innbetaling", rows);

        assertThat(balance(1920, day).subtract(before)).isEqualByComparingTo("123.45");
        assertThat(balance(1920, day))
                .isEqualByComparingTo(BigDecimal.valueOf(books.balances(day).getOrDefault(1920, 0L), 2));
        books.delete(added.id());
        assertThat(balance(1920, day)).isEqualByComparingTo(before);
    }

    @Test
    void the_call_too_many_is_told_how_long_to_wait() {
        var token = accessToken(SCOPES);
        sandbox.quota().limit(2);

        var answers = IntStream.range(0, 3)
                .mapToObj(i -> api("/fiscalyears/openingbalances", token))
                .toList();

        assertThat(answers.get(1).statusCode()).isEqualTo(200);
        assertRefused(answers.get(2), 429, 4010);
        assertThat(answers.get(2).bodyAsJsonObject().getString("DeveloperErrorMessage"))
                .matches("API calls quota exceeded! maximum admitted 2 per Minute. Try again in [1-9]\\d? seconds.");
        assertThat(answers.get(2).getHeader("Retry-After")).isNull();
        assertThat(api("/fiscalyears", token).statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_hits_its_page_as_often_as_ordered() {
        var token = accessToken(SCOPES);
        sandbox.faults()
                .when("/v2/vouchers")
                .company(SMALL.id())
                .page(2)
                .times(1)
                .then(Misbehaviour.serverError());

        assertThat(api("/vouchers?$page=1", token).statusCode()).isEqualTo(200);
        assertRefused(api("/vouchers?$page=2", token), 500, 5000);
        assertThat(api("/vouchers?$page=2", token).statusCode()).isEqualTo(200);
    }

    @Test
    void answers_break_off_as_ordered() {
        var token = accessToken(SCOPES);
        sandbox.faults().when("/v2/vouchers").times(1).then(Misbehaviour.truncated());
        sandbox.faults().when("/v2/accounts").times(1).then(Misbehaviour.reset());
        sandbox.faults().when("/v2/fiscalyears").times(1).then(Misbehaviour.brokenJson());
        sandbox.faults().when("/v2/accountTypes").times(1).then(Misbehaviour.withoutMeta());

        assertThatThrownBy(() -> api("/vouchers", token)).hasMessageContaining("closed");
        assertThatThrownBy(() -> api("/accounts", token)).hasMessageContaining("closed");
        var broken = api("/fiscalyears", token);
        assertThat(broken.statusCode()).isEqualTo(200);
        assertThatThrownBy(broken::bodyAsJsonObject).isInstanceOf(io.vertx.core.json.DecodeException.class);
        assertThat(api("/accountTypes", token).bodyAsJsonObject().containsKey("Meta"))
                .isFalse();
    }

    @Test
    void twenty_pages_of_a_large_company_are_served() {
        var code = sandbox.identity().issueCode(REUSING.id(), BACK, LARGE.id(), USER, SCOPES, null);
        var token = token(REUSING, exchange(code, BACK, "")).getString("access_token");
        long begun = System.nanoTime();

        var served = IntStream.rangeClosed(1, 20)
                .mapToObj(page -> ids(list("/vouchers?$orderby=CreatedUtc&$pagesize=1000&$page=" + page, token)))
                .flatMap(List::stream)
                .toList();

        System.out.printf("20 pages of 1000 vouchers out of 200 000: %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        assertThat(served).hasSize(20_000).doesNotHaveDuplicates();
    }

    private static OAuthClient client(String id, boolean rotates) {
        return new OAuthClient(id, Secret.of("hemmelig " + id + "%"), "Sticos AS", List.of(BACK), rotates);
    }

    private static String asked(String clientId, String redirect, String scope) {
        return "response_type=code&state=s%26t&code_challenge_method=S256&code_challenge=" + Tokens.hash(VERIFIER)
                + "&client_id=" + clientId + "&redirect_uri=" + redirect + "&scope=" + scope;
    }

    private static String authorize(String clientId, String redirect) {
        return "/connect/authorize?" + asked(clientId, redirect, String.join("%20", SCOPES));
    }

    private static String flow(String page) {
        var flow = Pattern.compile("name=\"flow\" value=\"([^\"]+)\"").matcher(page);
        assertThat(flow.find()).as(page).isTrue();
        return flow.group(1);
    }

    private String code(List<String> scopes) {
        return sandbox.identity().issueCode(ROTATING.id(), BACK, SMALL.id(), USER, scopes, Tokens.hash(VERIFIER));
    }

    private String accessToken(List<String> scopes) {
        return token(ROTATING, exchange(code(scopes), BACK, VERIFIER)).getString("access_token");
    }

    private static MultiMap exchange(String code, String redirect, String verifier) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "authorization_code")
                .add("code", code)
                .add("redirect_uri", redirect)
                .add("code_verifier", verifier);
    }

    private static MultiMap refresh(String token) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "refresh_token")
                .add("refresh_token", token);
    }

    private JsonObject token(OAuthClient client, MultiMap form) {
        var answer = send(client, "/connect/token", form);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    private @Nullable String refused(MultiMap form) {
        return error(send(ROTATING, "/connect/token", form));
    }

    private static @Nullable String error(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.bodyAsJsonObject().getString("error");
    }

    private HttpResponse<Buffer> send(OAuthClient client, String path, MultiMap form) {
        var secret = java.net.URLEncoder.encode(client.secret().reveal(), java.nio.charset.StandardCharsets.UTF_8);
        return Await.result(
                web.postAbs(url(path)).basicAuthentication(client.id(), secret).rxSendForm(form));
    }

    private HttpResponse<Buffer> post(String path, Map<String, String> form) {
        return post(path, MultiMap.caseInsensitiveMultiMap().addAll(form));
    }

    private HttpResponse<Buffer> post(String path, MultiMap form) {
        return Await.result(web.postAbs(url(path)).rxSendForm(form));
    }

    private HttpResponse<Buffer> get(String path) {
        return Await.result(web.getAbs(url(path)).rxSend());
    }

    private HttpResponse<Buffer> api(String path, String token) {
        return Await.result(web.getAbs(url("/v2" + path))
                .putHeader("Authorization", "Bearer " + token)
                .rxSend());
    }

    private JsonObject list(String path, String token) {
        var answer = api(path, token);
        assertThat(answer.statusCode()).as(answer.statusMessage()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    private BigDecimal balance(int account, LocalDate day) {
        var page = list("/accountbalances/" + day + "?$pagesize=1000", accessToken(SCOPES));
        return page.getJsonArray("Data").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getInteger("AccountNumber") == account)
                .map(each -> new BigDecimal(each.getValue("Balance").toString()))
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private static List<String> ids(JsonObject page) {
        return texts(page, "Id");
    }

    private static List<String> texts(JsonObject page, String field) {
        return page.getJsonArray("Data").stream()
                .map(each -> ((JsonObject) each).getString(field))
                .toList();
    }

    private static void assertRefused(HttpResponse<Buffer> answer, int status, int code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject().getInteger("ErrorCode")).isEqualTo(code);
        assertThat(answer.bodyAsJsonObject().getString("DeveloperErrorMessage")).isNotBlank();
        assertThat(UUID.fromString(answer.bodyAsJsonObject().getString("ErrorId")))
                .isNotNull();
    }

    private String url(String path) {
        return URI.create(sandbox.address()) + path;
    }
}
