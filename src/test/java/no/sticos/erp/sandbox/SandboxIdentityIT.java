package no.sticos.erp.sandbox;

import static no.sticos.erp.sandbox.Wire.BACK;
import static no.sticos.erp.sandbox.Wire.REUSING;
import static no.sticos.erp.sandbox.Wire.ROTATING;
import static no.sticos.erp.sandbox.Wire.SCOPES;
import static no.sticos.erp.sandbox.Wire.USER;
import static no.sticos.erp.sandbox.Wire.VERIFIER;
import static no.sticos.erp.sandbox.Wire.asked;
import static no.sticos.erp.sandbox.Wire.assertRefused;
import static no.sticos.erp.sandbox.Wire.authorize;
import static no.sticos.erp.sandbox.Wire.error;
import static no.sticos.erp.sandbox.Wire.exchange;
import static no.sticos.erp.sandbox.Wire.flow;
import static no.sticos.erp.sandbox.Wire.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.ManualClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Visma's identity server as a browser and a program meet it: by HTTP. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxIdentityIT {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final CompanyPlan SMALL = CompanyPlan.of("Liten AS", "310000017", 130);
    private static final CompanyPlan LARGE = CompanyPlan.of("Stor AS", "310000025", 260);

    private final ManualClock clock = ManualClock.at("2026-11-24T10:00:00Z");
    private final Sandbox sandbox;
    private final Wire wire;

    SandboxIdentityIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        var settings = Wire.settings(SMALL, LARGE).tokensLive(LIFE).at(clock);
        this.sandbox = new Sandbox(vertx, settings);
        this.wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
    }

    @AfterAll
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    /** What is allowed within the second in which grants were ended is ended with them. */
    @AfterEach
    void aSecondPasses() {
        clock.pass(Duration.ofSeconds(1));
    }

    @Test
    void a_person_walks_from_authorize_to_a_token() {
        var login = wire.get(authorize(ROTATING.id(), BACK)).bodyAsString();
        var wrong = wire.post("/connect/login", Map.of("flow", flow(login), "email", USER, "password", "feil"));
        assertThat(wrong.bodyAsString()).contains("Feil e-postadresse eller passord");
        var companies = wire.post(
                "/connect/login", Map.of("flow", flow(login), "email", USER, "password", SandboxUniverse.PASSWORD));
        assertThat(companies.bodyAsString()).contains("Liten AS", "Stor AS");
        var consent = wire.post(
                "/connect/company",
                Map.of("flow", flow(login), "company", SMALL.id().toString()));
        assertThat(consent.bodyAsString()).contains("ea:accounting_readonly");

        var token = wire.allow(consent);

        assertThat(token.getString("token_type")).isEqualTo("Bearer");
        assertThat(wire.api("/vouchers", token.getString("access_token")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_person_who_says_no_is_sent_back_with_access_denied() {
        var login = wire.get(authorize(ROTATING.id(), BACK)).bodyAsString();
        var signedIn = Map.of("flow", flow(login), "email", USER, "password", SandboxUniverse.PASSWORD);
        assertThat(wire.post("/connect/login", signedIn).statusCode()).isEqualTo(200);
        var chosen = Map.of("flow", flow(login), "company", SMALL.id().toString());
        assertThat(wire.post("/connect/company", chosen).statusCode()).isEqualTo(200);

        var refused = wire.post("/connect/consent", Map.of("flow", flow(login), "answer", "no"));

        assertThat(refused.getHeader("Location")).isEqualTo(BACK + "?error=access_denied&state=s%26t");
    }

    @Test
    void an_unknown_client_or_redirect_gets_a_page_and_no_redirect() {
        assertThat(wire.get(authorize("nobody", BACK)).statusCode()).isEqualTo(400);
        assertThat(wire.get(authorize(ROTATING.id(), BACK + "/other")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_style_and_the_demo_sign_in_are_there() {
        assertThat(wire.get("/sandbox.css").getHeader("Content-Type")).startsWith("text/css");
        var discovery =
                wire.get("/demo-sign-in/.well-known/openid-configuration").bodyAsJsonObject();
        assertThat(discovery.getString("issuer")).isEqualTo(sandbox.signInIssuer());
        var page = wire.get("/demo-sign-in/authorize?" + asked(ROTATING.id(), BACK, "openid"));
        assertThat(page.bodyAsString()).contains("Kari Fjordheim", "ingen rolle");
    }

    @Test
    void a_client_may_show_its_secret_by_basic_or_in_the_body() {
        var form = exchange(wire.code(SMALL, SCOPES), BACK, VERIFIER)
                .add("client_id", ROTATING.id())
                .add("client_secret", ROTATING.secret().reveal());

        assertThat(wire.post("/connect/token", form).statusCode()).isEqualTo(200);
        assertThat(wire.token(ROTATING, exchange(wire.code(SMALL, SCOPES), BACK, VERIFIER))
                        .containsKey("refresh_token"))
                .isTrue();
        assertThat(error(wire.post("/connect/token", exchange(wire.code(SMALL, SCOPES), BACK, VERIFIER))))
                .isEqualTo("invalid_client");
    }

    @Test
    void a_code_is_good_once_for_its_redirect_and_its_verifier() {
        assertThat(wire.refused(exchange(wire.code(SMALL, SCOPES), BACK, "another verifier")))
                .isEqualTo("invalid_grant");
        assertThat(wire.refused(exchange(wire.code(SMALL, SCOPES), BACK + "/other", VERIFIER)))
                .isEqualTo("invalid_grant");
        var code = wire.code(SMALL, SCOPES);
        assertThat(wire.token(ROTATING, exchange(code, BACK, VERIFIER)).containsKey("access_token"))
                .isTrue();
        assertThat(wire.refused(exchange(code, BACK, VERIFIER))).isEqualTo("invalid_grant");
    }

    @Test
    void a_rotating_refresh_token_is_good_once() {
        var first = wire.token(ROTATING, exchange(wire.code(SMALL, SCOPES), BACK, VERIFIER))
                .getString("refresh_token");
        var second = wire.token(ROTATING, refresh(first)).getString("refresh_token");

        assertThat(second).isNotEqualTo(first);
        assertThat(wire.refused(refresh(first))).isEqualTo("invalid_grant");
        assertThat(wire.token(ROTATING, refresh(second)).containsKey("access_token"))
                .isTrue();
    }

    @Test
    void a_reusable_refresh_token_stays_until_it_is_revoked() {
        var issued = sandbox.identity().issueCode(REUSING.id(), BACK, SMALL.id(), USER, SCOPES, null);
        var kept = wire.token(REUSING, exchange(issued, BACK, "")).getString("refresh_token");
        assertThat(wire.token(REUSING, refresh(kept)).getString("refresh_token"))
                .isEqualTo(kept);
        assertThat(wire.token(REUSING, refresh(kept)).getString("refresh_token"))
                .isEqualTo(kept);

        var revoked = MultiMap.caseInsensitiveMultiMap().add("token", kept);
        assertThat(wire.send(ROTATING, "/connect/revocation", revoked).statusCode())
                .isEqualTo(200);
        assertThat(wire.token(REUSING, refresh(kept)).getString("refresh_token"))
                .isEqualTo(kept);
        assertThat(wire.send(REUSING, "/connect/revocation", revoked).statusCode())
                .isEqualTo(200);

        assertThat(error(wire.send(REUSING, "/connect/token", refresh(kept)))).isEqualTo("invalid_grant");
    }

    @Test
    void an_access_token_ends_with_its_life_and_a_refresh_gives_the_next() {
        var grant = wire.grant(SMALL);
        assertThat(grant.getLong("expires_in")).isEqualTo(LIFE.toSeconds());

        clock.pass(LIFE.minusSeconds(1));
        assertThat(vouchers(grant).statusCode()).isEqualTo(200);
        clock.pass(Duration.ofSeconds(1));
        assertRefused(vouchers(grant), 401, 4005);

        assertThat(vouchers(wire.token(ROTATING, refresh(grant.getString("refresh_token"))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_code_is_good_for_five_minutes() {
        var fresh = wire.code(SMALL, SCOPES);
        var stale = wire.code(SMALL, SCOPES);

        clock.pass(Duration.ofSeconds(299));
        assertThat(wire.token(ROTATING, exchange(fresh, BACK, VERIFIER)).containsKey("access_token"))
                .isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(wire.refused(exchange(stale, BACK, VERIFIER))).isEqualTo("invalid_grant");
    }

    @Test
    void a_changed_password_ends_the_refresh_tokens_and_leaves_the_access_tokens() {
        var grant = wire.grant(SMALL);

        sandbox.identity().passwordChanged(USER.toUpperCase(Locale.ROOT));

        assertThat(wire.refused(refresh(grant.getString("refresh_token")))).isEqualTo("invalid_grant");
        assertThat(vouchers(grant).statusCode()).isEqualTo(200);
        assertThat(wire.grant(SMALL).containsKey("refresh_token")).isTrue();
    }

    @Test
    void an_ended_grant_takes_both_tokens_of_that_company_only() {
        var ended = wire.grant(SMALL);
        var other = wire.grant(LARGE);

        sandbox.identity().endGrants(SMALL.id());

        assertRefused(vouchers(ended), 401, 4005);
        assertThat(wire.refused(refresh(ended.getString("refresh_token")))).isEqualTo("invalid_grant");
        assertThat(vouchers(other).statusCode()).isEqualTo(200);
        assertThat(wire.token(ROTATING, refresh(other.getString("refresh_token")))
                        .containsKey("access_token"))
                .isTrue();
    }

    @Test
    void what_is_allowed_anew_after_an_ended_grant_works() {
        sandbox.identity().endGrants(SMALL.id());
        clock.pass(Duration.ofSeconds(1));

        assertThat(vouchers(wire.grant(SMALL)).statusCode()).isEqualTo(200);
    }

    private HttpResponse<Buffer> vouchers(JsonObject grant) {
        return wire.api("/vouchers?$pagesize=1", grant.getString("access_token"));
    }
}
