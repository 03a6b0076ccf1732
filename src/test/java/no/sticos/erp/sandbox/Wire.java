package no.sticos.erp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import io.vertx.rxjava3.ext.web.client.WebClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.identity.Tokens;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import org.jspecify.annotations.Nullable;

/** What a program and a browser send to a sandbox, and what they look at in its answers. */
final class Wire {
    static final String BACK = "http://localhost:9/back";
    static final String USER = "regnskap@sandkasse.example";
    static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-long";
    static final List<String> SCOPES = List.of("ea:api", "ea:accounting_readonly", "offline_access");
    static final List<String> ALL_SCOPES =
            List.of("ea:api", "ea:sales_readonly", "ea:accounting_readonly", "ea:purchase_readonly", "offline_access");
    static final OAuthClient ROTATING = client("rotating", true);
    static final OAuthClient REUSING = client("reusing", false);
    static final OAuthClient SUSPICIOUS = new OAuthClient(
            "suspicious", Secret.of("hemmelig"), "Sticos AS", List.of(BACK), OAuthClient.Refreshing.ONE_TIME_OR_NONE);

    private final Sandbox sandbox;
    private final WebClient web;

    Wire(Vertx vertx, Sandbox sandbox) {
        this.sandbox = sandbox;
        this.web = WebClient.create(
                vertx, new WebClientOptions().setFollowRedirects(false).setDecompressionSupported(true));
    }

    /** A sandbox of these companies that knows each kind of client. */
    static SandboxSettings settings(CompanyPlan... companies) {
        var universe = SandboxUniverse.of(7, List.of(companies));
        var plain = SandboxSettings.of(universe, ROTATING, SignInSettings.of(ROTATING));
        return new SandboxSettings(
                plain.host(),
                0,
                plain.publicUri(),
                List.of(ROTATING, REUSING, SUSPICIOUS),
                plain.signIn(),
                plain.limits(),
                plain.accessTokenLife(),
                plain.state(),
                universe,
                plain.clock());
    }

    void close() {
        web.close();
    }

    String code(CompanyPlan company, List<String> scopes) {
        return sandbox.identity().issueCode(ROTATING.id(), BACK, company.id(), USER, scopes, Tokens.hash(VERIFIER));
    }

    /** Both tokens of a new grant, with all scopes. */
    JsonObject grant(CompanyPlan company) {
        return token(ROTATING, exchange(code(company, SCOPES), BACK, VERIFIER));
    }

    String accessToken(CompanyPlan company) {
        return grant(company).getString("access_token");
    }

    /** An access token with every scope that we ask for. */
    String fullToken(CompanyPlan company) {
        return token(ROTATING, exchange(code(company, ALL_SCOPES), BACK, VERIFIER))
                .getString("access_token");
    }

    static String asked(String clientId, String redirect, String scope) {
        return "response_type=code&state=s%26t&code_challenge_method=S256&code_challenge=" + Tokens.hash(VERIFIER)
                + "&client_id=" + clientId + "&redirect_uri=" + redirect + "&scope=" + scope;
    }

    static String authorize(String clientId, String redirect) {
        return "/connect/authorize?" + asked(clientId, redirect, String.join("%20", SCOPES));
    }

    /** The page after a sign-in with the right password; {@code more} goes behind the usual question. */
    HttpResponse<Buffer> signIn(String more) {
        var login = get(authorize(ROTATING.id(), BACK) + more).bodyAsString();
        return post("/connect/login", Map.of("flow", flow(login), "email", USER, "password", SandboxUniverse.PASSWORD));
    }

    /** Says yes on a consent page; gives the tokens. */
    JsonObject allow(HttpResponse<Buffer> consent) {
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("flow", flow(consent.bodyAsString()))
                .add("answer", "yes")
                .add("scope", SCOPES);
        var back = post("/connect/consent", form).getHeader("Location");
        assertThat(back).startsWith(BACK + "?code=").endsWith("&state=s%26t");
        return token(ROTATING, exchange(back.replaceAll(".*code=([^&]*).*", "$1"), BACK, VERIFIER));
    }

    static String flow(String page) {
        var flow = Pattern.compile("name=\"flow\" value=\"([^\"]+)\"").matcher(page);
        assertThat(flow.find()).as(page).isTrue();
        return flow.group(1);
    }

    static MultiMap exchange(String code, String redirect, String verifier) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "authorization_code")
                .add("code", code)
                .add("redirect_uri", redirect)
                .add("code_verifier", verifier);
    }

    static MultiMap refresh(String token) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "refresh_token")
                .add("refresh_token", token);
    }

    JsonObject token(OAuthClient client, MultiMap form) {
        var answer = send(client, "/connect/token", form);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    /** The word with which the token endpoint refuses. */
    @Nullable
    String refused(MultiMap form) {
        return error(send(ROTATING, "/connect/token", form));
    }

    static @Nullable String error(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.bodyAsJsonObject().getString("error");
    }

    HttpResponse<Buffer> send(OAuthClient client, String path, MultiMap form) {
        var secret = URLEncoder.encode(client.secret().reveal(), StandardCharsets.UTF_8);
        return Await.result(
                web.postAbs(url(path)).basicAuthentication(client.id(), secret).rxSendForm(form));
    }

    HttpResponse<Buffer> post(String path, Map<String, String> form) {
        return post(path, MultiMap.caseInsensitiveMultiMap().addAll(form));
    }

    HttpResponse<Buffer> post(String path, MultiMap form) {
        return Await.result(web.postAbs(url(path)).rxSendForm(form));
    }

    HttpResponse<Buffer> get(String path) {
        return Await.result(web.getAbs(url(path)).rxSend());
    }

    HttpResponse<Buffer> api(String path, String token) {
        return Await.result(web.getAbs(url("/v2" + path))
                .putHeader("Authorization", "Bearer " + token)
                .rxSend());
    }

    JsonObject list(String path, String token) {
        var answer = api(path, token);
        assertThat(answer.statusCode()).as(answer.statusMessage()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    static List<JsonObject> documents(JsonObject page) {
        return page.getJsonArray("Data").stream().map(JsonObject.class::cast).toList();
    }

    static List<String> texts(JsonObject page, String field) {
        return documents(page).stream().map(each -> each.getString(field)).toList();
    }

    static void assertRefused(HttpResponse<Buffer> answer, int status, int code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject().getInteger("ErrorCode")).isEqualTo(code);
        assertThat(answer.bodyAsJsonObject().getString("DeveloperErrorMessage")).isNotBlank();
        assertThat(UUID.fromString(answer.bodyAsJsonObject().getString("ErrorId")))
                .isNotNull();
    }

    private static OAuthClient client(String id, boolean rotates) {
        return new OAuthClient(id, Secret.of("hemmelig " + id + "%"), "Sticos AS", List.of(BACK), rotates);
    }

    private String url(String path) {
        return sandbox.address() + path;
    }
}
