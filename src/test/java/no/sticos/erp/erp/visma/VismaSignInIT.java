package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.StubHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class VismaSignInIT {
    /** The pair of RFC 7636 appendix B. */
    private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final Secret REFRESH = Secret.of("refresh-0");
    private static final String SETTINGS =
            """
            {"CompanyIdentifier":"c-17","Name":"Fjord Regnskap AS","CorporateIdentityNumber":"974760673",
             "CountryCode":"NO","CompanyStatus":1}""";

    private final StubHttp visma;
    private final VismaSignIn signIn;
    private final Vertx vertx;

    VismaSignInIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        this.visma = new StubHttp(this.vertx);
        this.signIn = new VismaSignIn(this.vertx, settings(visma.address()));
    }

    @BeforeEach
    void forget() {
        visma.reset();
    }

    @AfterAll
    void close() {
        visma.close();
    }

    @Test
    void the_browser_is_sent_with_exactly_what_visma_asks_for() {
        var url = signIn.authorizeUrl("state/1", VERIFIER);

        assertThat(url.toString()).startsWith(visma.address() + "/connect/authorize?");
        assertThat(form(url.getRawQuery()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "client_id", "sticos",
                        "redirect_uri", "https://localhost:8443/callback",
                        "response_type", "code",
                        "scope", "ea:api offline_access ea:sales_readonly ea:accounting_readonly ea:purchase_readonly",
                        "state", "state/1",
                        "prompt", "select_account",
                        "acr_values", "service:44643EB1-3F76-4C1C-A672-402AE8085934",
                        "code_challenge", CHALLENGE,
                        "code_challenge_method", "S256"));
    }

    @Test
    void a_code_is_traded_by_form_and_basic_authentication() {
        visma.json(200, reply("bearer", ",\"refresh_token\":\"refresh-1\",\"scope\":\"ea:api offline_access\""));

        var tokens = Await.result(signIn.exchange("code-1", VERIFIER));

        assertThat(tokens.access()).isEqualTo(Secret.of("opaque"));
        assertThat(tokens.refresh()).isEqualTo(Secret.of("refresh-1"));
        assertThat(tokens.life()).isEqualTo(Duration.ofHours(1));
        assertThat(tokens.scopes()).containsExactlyInAnyOrder("ea:api", "offline_access");
        assertThat(visma.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.uri()).isEqualTo("/connect/token");
            assertThat(asked.authorization()).isEqualTo("Basic " + base64("sticos:hemmelig"));
            assertThat(form(asked.body()))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "grant_type", "authorization_code",
                            "code", "code-1",
                            "redirect_uri", "https://localhost:8443/callback",
                            "code_verifier", VERIFIER.reveal()));
        });
    }

    @Test
    void tokens_are_renewed_and_an_old_refresh_token_may_go_on() {
        visma.json(200, reply("Bearer", ""));

        var tokens = Await.result(signIn.refresh(REFRESH));

        assertThat(tokens.refresh()).isNull();
        assertThat(form(visma.asked().get(0).body()))
                .isEqualTo(Map.of("grant_type", "refresh_token", "refresh_token", "refresh-0"));
    }

    @Test
    void scopes_are_read_from_the_token_itself() {
        visma.json(200, reply("bearer", "").replace("opaque", jwt("{\"scope\":[\"ea:api\",\"ea:sales_readonly\"]}")))
                .json(200, reply("bearer", "").replace("opaque", jwt("{\"scope\":\"ea:api ea:sales_readonly\"}")));

        assertThat(Await.result(signIn.refresh(REFRESH)).scopes())
                .containsExactlyInAnyOrder("ea:api", "ea:sales_readonly");
        assertThat(Await.result(signIn.refresh(REFRESH)).scopes())
                .containsExactlyInAnyOrder("ea:api", "ea:sales_readonly");
    }

    /** A clock that is wrong must not cost a rotated refresh token; given Visma's keys, the library would refuse it. */
    @Test
    void a_token_that_looks_expired_is_still_handed_on() {
        visma.json(
                200,
                reply("bearer", ",\"refresh_token\":\"refresh-1\"")
                        .replace("opaque", jwt("{\"exp\":1760000000,\"nbf\":1760000000,\"iat\":1760000000}")));

        assertThat(Await.result(signIn.refresh(REFRESH)).refresh()).isEqualTo(Secret.of("refresh-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"error\":\"invalid_grant\"}", "{\"error\":\"invalid_grant\",\"error_description\":\"x\"}"})
    void an_invalid_grant_ends_the_flow_or_the_consent(String refusal) {
        visma.json(400, refusal).json(400, refusal);

        assertThat(Await.error(signIn.exchange("code-1", VERIFIER))).matches(is(Cause.FLOW_OLD));
        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.GRANT_ENDED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"invalid_client\"}",
                "500 | {\"ErrorCode\":5000}",
                "503 | invalid_grant",
                "200 | {\"token_type\":\"bearer\"}",
                "200 | {\"access_token\":\"a\",\"token_type\":\"mac\"}",
                "200 | {\"access_tok"
            })
    void what_is_unclear_ends_nothing(int status, String answer) {
        visma.json(status, answer).json(status, answer);

        assertThat(Await.error(signIn.exchange("code-1", VERIFIER))).matches(is(Cause.EXCHANGE_FAILED));
        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.VISMA_DOWN));
    }

    @Test
    void silence_and_cut_connections_are_no_contact() {
        visma.silence().cut().silence();

        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.NO_CONTACT));
        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.NO_CONTACT));
        assertThat(Await.error(signIn.exchange("code-1", VERIFIER))).matches(is(Cause.EXCHANGE_FAILED));

        var nowhere = new VismaSignIn(vertx, settings(URI.create("http://127.0.0.1:1")));
        assertThat(Await.error(nowhere.refresh(REFRESH))).matches(is(Cause.NO_CONTACT));
    }

    @Test
    void no_token_and_no_answer_stands_in_an_error() {
        visma.json(500, "{\"hemmelig\":\"refresh-0\"}");

        var error = Await.error(signIn.refresh(REFRESH));

        assertThat(error).hasNoCause().hasMessageNotContaining("refresh-0").hasMessageNotContaining("hemmelig");
    }

    @Test
    void a_consent_is_revoked_by_its_refresh_token() {
        visma.answer(request -> StubHttp.send(request, 200, "text/plain", ""));

        Await.done(signIn.revoke(REFRESH));

        assertThat(visma.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.uri()).isEqualTo("/connect/revocation");
            assertThat(asked.authorization()).isEqualTo("Basic " + base64("sticos:hemmelig"));
            assertThat(form(asked.body())).isEqualTo(Map.of("token", "refresh-0", "token_type_hint", "refresh_token"));
        });
    }

    @Test
    void a_revocation_that_fails_can_be_tried_later() {
        visma.html(503);

        assertThat(Await.error(signIn.revoke(REFRESH).toSingleDefault("done"))).matches(is(Cause.VISMA_DOWN));
    }

    @Test
    void the_company_introduces_itself() {
        visma.json(200, SETTINGS);

        assertThat(Await.result(signIn.company(Secret.of("token"))))
                .isEqualTo(new Company("c-17", "Fjord Regnskap AS", "974760673", "NO", true));
        assertThat(visma.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.uri()).isEqualTo("/v2/companysettings");
            assertThat(asked.authorization()).isEqualTo("Bearer token");
        });
    }

    @Test
    void a_company_may_lack_an_orgnr_and_an_identifier_and_be_closed() {
        visma.json(
                200,
                SETTINGS.replace("\"c-17\"", "null")
                        .replace("\"974760673\"", "null")
                        .replace("\"CompanyStatus\":1", "\"CompanyStatus\":0"));

        assertThat(Await.result(signIn.company(Secret.of(jwt("{\"customer_id\":\"guid-17\"}")))))
                .isEqualTo(new Company("guid-17", "Fjord Regnskap AS", null, "NO", false));
    }

    @Test
    void a_company_without_any_identity_is_not_understood() {
        visma.json(200, SETTINGS.replace("\"c-17\"", "\"\""));

        assertThat(Await.error(signIn.company(Secret.of("opaque")))).matches(is(Cause.NOT_UNDERSTOOD));
    }

    @Test
    void a_default_company_without_eaccounting_is_told_as_such() {
        visma.json(403, "{\"ErrorCode\":4002,\"DeveloperErrorMessage\":\"No access to module: api_standard\"}");

        assertThat(Await.error(signIn.company(Secret.of("token")))).matches(is(Cause.MODULE_OFF));
    }

    private static Predicate<Throwable> is(Cause cause) {
        return error -> Fault.is(error, cause);
    }

    private static String reply(String type, String more) {
        return "{\"access_token\":\"opaque\",\"token_type\":\"" + type + "\",\"expires_in\":3600" + more + "}";
    }

    private static String jwt(String claims) {
        return url("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k\"}") + "." + url(claims) + "." + url("signature");
    }

    private static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static VismaSettings settings(URI server) {
        var retry = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5));
        var client = new VismaSettings.OAuthClient(
                "sticos", Secret.of("hemmelig"), URI.create("https://localhost:8443/callback"));
        return new VismaSettings(
                server,
                URI.create(server + "/v2"),
                client,
                new VismaSettings.Reading(1000, Duration.ofMillis(700), retry, 200_000, 10_000));
    }
}
