package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.testing.Accountant;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.StrictPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as in production: a database, a sign-in and a Visma that are other processes and other people's. */
class ServeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final int sandboxPort = Ports.free();
    private final String portal = "http://localhost:" + port;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void a_served_gateway_brings_the_books_through_tls_scram_and_a_foreign_sign_in() {
        var signIn = new MockOAuth2Server();
        signIn.start();
        try (var postgres = new StrictPostgres(folder);
                var visma = JavaProcess.start(
                        folder, List.of(JavaProcess.BRIEF), "sandbox", common(), "The sandbox Visma answers");
                var gateway = JavaProcess.start(
                        folder,
                        List.of(JavaProcess.BRIEF),
                        "serve",
                        environment(postgres, signIn),
                        "ERP-integrasjon answers at")) {
            var kari = new Accountant(portal, signIn);
            kari.bringIn("Åsgrenda Bakeri AS");

            Await.until(
                    PATIENCE,
                    () -> postgres.ask("SELECT state FROM gateway.client_states")
                            .equals("OK"),
                    () -> postgres.ask("SELECT row_to_json(s)::text FROM gateway.client_states s") + gateway.output());
            assertThat(kari.walker().open("/").page()).contains("Fjordtall");
            assertThat(postgres.ask("SELECT count(*) > 1000 FROM ledger.voucher_rows"))
                    .isEqualTo("t");
            assertThat(postgres.ask("SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                            + " WHERE usename = 'erp_gateway'"))
                    .isEqualTo("t");
            isFetchedWhenDue(postgres);
            isFetchedByARound(environment(postgres, signIn));
            assertThat(gateway.terminate()).isEqualTo(143);
            assertThat(gateway.output()).doesNotContain("ERROR", "Exception");
            assertThat(visma.terminate()).isEqualTo(143);
        } finally {
            signIn.shutdown();
        }
    }

    private static void isFetchedWhenDue(StrictPostgres postgres) {
        var make = "UPDATE gateway.dues SET due_at = now() RETURNING 1";
        Await.until(PATIENCE, () -> postgres.ask(make).equals("1"), () -> "nobody has a schedule");
        var runs = "SELECT string_agg(concat_ws(' ', stage, state), ', ') FROM gateway.runs WHERE trigger = 'SCHEDULE'";
        Await.until(PATIENCE, () -> postgres.ask(runs).equals("CHANGES DONE"), () -> postgres.ask(runs));
    }

    /** Asked for by a process of its own, which looks on until the gateway has reached everybody. */
    private void isFetchedByARound(Map<String, String> environment) {
        var round = JavaProcess.run(folder, "bulk", List.of("--whole"), environment);
        assertThat(round.output()).contains("1 of 1 over, 0 failed, 0 skipped, 0 under way; done");
        assertThat(round.code()).isZero();
    }

    private Map<String, String> common() {
        return Map.of("ERP_SANDBOX_PORT", Integer.toString(sandboxPort), "ERP_HTTP_PUBLICURI", portal);
    }

    private Map<String, String> environment(StrictPostgres postgres, MockOAuth2Server signIn) {
        var environment = new HashMap<>(common());
        environment.putAll(postgres.environment());
        environment.put("ERP_HTTP_PORT", Integer.toString(port));
        environment.put("ERP_VISMA_IDENTITY", "http://127.0.0.1:" + sandboxPort);
        environment.put("ERP_VISMA_API", "http://127.0.0.1:" + sandboxPort + "/v2");
        environment.put("ERP_VISMA_CLIENTID", "erp-demo");
        environment.put("ERP_VISMA_CLIENTSECRET", "erp-demo-secret");
        environment.put("ERP_SIGNIN_ISSUER", signIn.issuerUrl("sticos").toString());
        environment.put("ERP_SIGNIN_CLIENTID", "erp-integrasjon");
        environment.put("ERP_SIGNIN_CLIENTSECRET", "hemmelig");
        environment.put("ERP_TOKENS_KEYSET", TokenCipher.newKeyset().reveal());
        environment.put("ERP_IDENTITY_KEY", "a test's own key of 32 characters");
        return environment;
    }
}
