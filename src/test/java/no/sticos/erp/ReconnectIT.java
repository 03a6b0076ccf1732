package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestDatabase;
import no.sticos.erp.testing.Walker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consent dies at Visma, a person signs in there again, and the client goes on by itself. */
class ReconnectIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What is allowed within the second in which the sandbox ended grants is ended with them. */
    private static final Duration SAME_SECOND = Duration.ofSeconds(1);

    /** Its own, since a gateway that stops closes it. */
    private final Vertx vertx = Vertx.vertx();

    private final int port = Ports.free();
    private final String portal = "http://localhost:" + port;
    private final SandboxUniverse universe = SandboxUniverse.demo(7);
    private final CompanyPlan company = universe.companies().stream()
            .filter(plan -> plan.name().equals("Åsgrenda Bakeri AS"))
            .findFirst()
            .orElseThrow();
    private final DbSettings database = TestDatabase.migrated();
    private final Walker walker = new Walker();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_client_whose_consent_died_goes_on_within_a_minute_of_signing_in_again(boolean rotates) {
        var sandbox = sandbox(rotates);
        var gateway = gateway(sandbox);
        connect();
        var client = walker.address().getQuery().replaceAll(".*added=(\\d+).*", "$1");
        walker.press("/clients/" + client + "/activate");
        await("OK null");
        var before = told("SELECT max(run_id)::text FROM gateway.runs");

        sandbox.identity().endGrants(company.id());
        Await.pause(SAME_SECOND);
        walker.press("/clients/" + client + "/send");
        await("NEEDS_LOGIN grantEnded");
        assertThat(walker.open("/clients/" + client).page()).contains("Trenger pålogging");
        walker.press("/clients/" + client + "/reconnect");
        atVisma();

        assertThat(walker.address().getQuery()).as(walker.page()).isEqualTo("added=" + client + "&renewed");
        await("OK null");
        assertThat(told("SELECT count(*)::text FROM gateway.runs WHERE state = 'DONE' AND run_id > " + before))
                .isEqualTo("1");
        assertThat(told("SELECT string_agg(action, ' ' ORDER BY line_id) FROM gateway.audit_lines"
                        + " WHERE action LIKE 'grant%'"))
                .isEqualTo("grant_ended grant_renewed");
        Await.done(gateway.stop());
    }

    private void connect() {
        walker.open(portal + "/sign-in/start")
                .submit("/authorize", Map.of("person", universe.people().get(0).sub()));
        walker.open("/integrations/new").submit("/integrations", Map.of("system", "visma-eaccounting"));
        walker.open(walker.address().getPath() + "/connect").submit("/connect", Map.of());
        atVisma();
    }

    private void atVisma() {
        walker.submit(
                "/connect/login", Map.of("email", "kari@fjordtall.example", "password", SandboxUniverse.PASSWORD));
        walker.submit("/connect/company", Map.of("company", company.id().toString()));
        walker.submit("/connect/consent", Map.of("answer", "yes"));
    }

    private void await(String state) {
        var sql = "SELECT concat_ws(' ', state, coalesce(grant_cause, 'null')) FROM gateway.client_states";
        Await.until(PATIENCE, () -> told(sql).equals(state), () -> told(sql) + " instead of " + state);
    }

    private String told(String sql) {
        var opened = Await.result(new DatabaseStart(vertx, database).open());
        var text = Await.result(opened.forGateway(
                tx -> tx.first(new Sql("test", sql), row -> row.getString(0)).toSingle()));
        Await.done(opened.close());
        return text;
    }

    private Gateway gateway(Sandbox sandbox) {
        var values = new HashMap<>(Demo.towards(0));
        values.put("schedule.nightly", "false");
        values.putAll(Map.of(
                "tokens.keyset", TokenCipher.newKeyset().reveal(),
                "identity.key", "a test's own key of 32 characters",
                "http.port", Integer.toString(port),
                "http.publicUri", portal,
                "visma.identity", sandbox.address(),
                "visma.api", sandbox.address() + "/v2",
                "signIn.issuer", sandbox.signInIssuer()));
        var gateway = new Gateway(vertx, Settings.read("", Map.of()).with(values), database);
        assertThat(Await.result(gateway.start()).web().port()).isEqualTo(port);
        return gateway;
    }

    private Sandbox sandbox(boolean rotates) {
        var sandbox = new Sandbox(
                vertx,
                SandboxSettings.of(
                        universe,
                        client("/visma/callback", rotates),
                        SignInSettings.of(client("/sign-in/callback", rotates))));
        Await.done(sandbox.start().ignoreElement());
        return sandbox;
    }

    private OAuthClient client(String callback, boolean rotates) {
        var address = List.of(portal + callback);
        return new OAuthClient("erp-demo", Secret.of("erp-demo-secret"), "Sticos AS", address, rotates);
    }
}
