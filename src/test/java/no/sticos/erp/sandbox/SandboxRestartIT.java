package no.sticos.erp.sandbox;

import static no.sticos.erp.sandbox.Wire.ROTATING;
import static no.sticos.erp.sandbox.Wire.USER;
import static no.sticos.erp.sandbox.Wire.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.ManualClock;
import no.sticos.erp.testing.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a sandbox that is kept in a folder still knows after a restart. */
@ExtendWith(VertxExtension.class)
class SandboxRestartIT {
    private static final CompanyPlan FIRST = CompanyPlan.of("Liten AS", "310000017", 40);
    private static final CompanyPlan SECOND = CompanyPlan.of("Stor AS", "310000025", 40);
    private static final Duration LONG = Duration.ofDays(1_000);

    private final Vertx vertx;
    private final ManualClock clock = ManualClock.at("2025-12-30T12:00:00Z");

    private SandboxSettings settings = Wire.settings(FIRST, SECOND);
    private Sandbox sandbox;
    private Wire wire;

    SandboxRestartIT(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
        sandbox = new Sandbox(vertx, settings);
        wire = new Wire(vertx, sandbox);
    }

    @BeforeEach
    void start(@TempDir Path folder) {
        settings = settings.keptIn(folder).tokensLive(LONG).at(clock);
        start(Ports.free());
    }

    @AfterEach
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    @Test
    void a_refresh_token_is_still_good() {
        var grant = wire.grant(FIRST);

        restart();

        assertThat(wire.token(ROTATING, refresh(grant.getString("refresh_token")))
                        .containsKey("access_token"))
                .isTrue();
    }

    @Test
    void a_used_refresh_token_is_still_used_and_an_ended_one_ended() {
        var used = wire.grant(FIRST).getString("refresh_token");
        var next = wire.token(ROTATING, refresh(used)).getString("refresh_token");
        var ended = wire.grant(SECOND).getString("refresh_token");
        sandbox.identity().endGrants(SECOND.id());

        restart();

        assertThat(wire.refused(refresh(used))).isEqualTo("invalid_grant");
        assertThat(wire.refused(refresh(ended))).isEqualTo("invalid_grant");
        assertThat(wire.token(ROTATING, refresh(next)).containsKey("access_token"))
                .isTrue();
    }

    @Test
    void an_access_token_is_still_read_since_the_key_is_the_same() {
        var token = wire.accessToken(FIRST);
        var key = wire.get("/.well-known/openid-configuration/jwks").bodyAsString();

        restart();

        assertThat(wire.get("/.well-known/openid-configuration/jwks").bodyAsString())
                .isEqualTo(key);
        assertThat(wire.api("/vouchers", token).statusCode()).isEqualTo(200);
    }

    @Test
    void a_default_company_is_remembered_and_one_taken_back_is_not() {
        sandbox.identity().defaultCompany(USER, Optional.of(FIRST.id()));
        restart();
        assertThat(wire.signIn("").bodyAsString()).contains("requesting your permission");

        sandbox.identity().defaultCompany(USER, Optional.empty());
        restart();
        assertThat(wire.signIn("").bodyAsString()).contains("Select company");
    }

    @Test
    void the_books_are_those_of_the_first_day_on_every_later_one() {
        var token = wire.accessToken(FIRST);
        var years = wire.list("/fiscalyears", token);
        var vouchers = wire.list("/vouchers?$pagesize=1000", token);

        clock.pass(Duration.ofDays(40));
        restart();

        assertThat(wire.list("/fiscalyears", token).getJsonArray("Data")).isEqualTo(years.getJsonArray("Data"));
        assertThat(wire.list("/vouchers?$pagesize=1000", token).getJsonArray("Data"))
                .isEqualTo(vouchers.getJsonArray("Data"));
    }

    /** On the same port: the address is the issuer of its tokens. */
    private void restart() {
        int port = URI.create(sandbox.address()).getPort();
        stop();
        Ports.untilFree(port);
        start(port);
    }

    private void start(int port) {
        sandbox = new Sandbox(vertx, settings.on(port));
        wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
    }
}
