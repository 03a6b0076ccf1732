package no.sticos.erp.sandbox;

import static no.sticos.erp.sandbox.Wire.BACK;
import static no.sticos.erp.sandbox.Wire.SUSPICIOUS;
import static no.sticos.erp.sandbox.Wire.USER;
import static no.sticos.erp.sandbox.Wire.error;
import static no.sticos.erp.sandbox.Wire.exchange;
import static no.sticos.erp.sandbox.Wire.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The strictest of the refresh regimes: a token that is used twice ends everything that came of its consent. */
@ExtendWith(VertxExtension.class)
class SandboxRefreshingIT {
    private static final CompanyPlan COMPANY = CompanyPlan.of("Liten AS", "310000017", 20);

    private final Vertx vertx;
    private Sandbox sandbox;
    private Wire wire;

    SandboxRefreshingIT(io.vertx.core.Vertx core) {
        this.vertx = new Vertx(core);
        this.sandbox = new Sandbox(vertx, Wire.settings(COMPANY));
        this.wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
    }

    @AfterEach
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    @Test
    void a_second_use_ends_the_successor_too_and_no_other_consents() {
        var first = consent();
        var others = consent();
        var second = next(first);

        assertThat(refused(first)).isEqualTo("invalid_grant");

        assertThat(refused(second)).isEqualTo("invalid_grant");
        assertThat(next(others)).isNotEqualTo(others);
    }

    @Test
    void a_second_use_is_known_after_a_restart(@TempDir Path folder) {
        startAgain(folder);
        var first = consent();
        var third = next(next(first));
        startAgain(folder);

        assertThat(refused(first)).isEqualTo("invalid_grant");

        assertThat(refused(third)).isEqualTo("invalid_grant");
    }

    @Test
    void another_clients_mistake_ends_nothing() {
        var first = consent();

        assertThat(wire.refused(refresh(first))).isEqualTo("invalid_grant");

        assertThat(next(first)).isNotEqualTo(first);
    }

    private void startAgain(Path folder) {
        stop();
        sandbox = new Sandbox(vertx, Wire.settings(COMPANY).keptIn(folder));
        wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
    }

    private String consent() {
        var code = sandbox.identity().issueCode(SUSPICIOUS.id(), BACK, COMPANY.id(), USER, Wire.SCOPES, null);
        return wire.token(SUSPICIOUS, exchange(code, BACK, "")).getString("refresh_token");
    }

    private String next(String token) {
        return wire.token(SUSPICIOUS, refresh(token)).getString("refresh_token");
    }

    private String refused(String token) {
        return String.valueOf(error(wire.send(SUSPICIOUS, "/connect/token", refresh(token))));
    }
}
