package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Sql;
import no.sticos.erp.testing.Accountant;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestDatabase;
import no.sticos.erp.testing.Walker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as its operators see it: what it answers on their port, and all that it writes, as the image does. */
@ExtendWith(VertxExtension.class)
class OperationIT {
    /** A company that is a person; the number is synthetic. */
    private static final String COMPANY = "Sagmester Grantopp ENK";

    private static final String PERSONAL_NUMBER = "03851598730";
    /** Refresh tokens, codes, states and session keys are 256 bits in URL form. */
    private static final String KEY = "(?s).*(?<![\\w-])[\\w-]{43}(?![\\w-]).*";

    private static final String JWT = "eyJ";

    private static final String THREE_RUNS = "erp_runs_seconds_count{cause=\"none\",end=\"done\"} 3";

    private final int port = Ports.free();
    private final int sandboxPort = Ports.free();
    private final int managementPort = Ports.free();
    private final String portal = "http://localhost:" + port;
    private final DbSettings db = TestDatabase.empty();
    private final Database database;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    OperationIT(io.vertx.core.Vertx core) {
        this.database = Await.result(new DatabaseStart(new Vertx(core), db).open());
    }

    @Test
    void an_operator_sees_health_and_figures_and_in_the_logs_ids_but_no_secret() {
        var signIn = new MockOAuth2Server();
        signIn.start();
        var json =
                "-Dlogback.configurationFile=" + Path.of("conf", "logback.xml").toAbsolutePath();
        try (var visma = JavaProcess.start(
                        folder, List.of(JavaProcess.BRIEF), "sandbox", common(), "The sandbox Visma answers");
                var gateway = JavaProcess.start(
                        folder,
                        List.of(json, JavaProcess.BRIEF),
                        "serve",
                        environment(signIn),
                        "ERP-integrasjon answers at")) {
            assertThat(asked("/live")).contains("UP");
            assertThat(asked("/ready")).contains("serving").doesNotContain("DOWN");

            long client = new Accountant(portal, signIn).bringIn(COMPANY);
            Await.until(Duration.ofSeconds(60), this::isProved, gateway::output);

            // A run is told of once its end is stored, which is a moment after it can be read.
            Await.until(Duration.ofSeconds(10), () -> asked("/metrics").contains(THREE_RUNS), gateway::output);
            assertThat(asked("/metrics"))
                    .contains("erp_documents_landed_total{resource=\"vouchers\"}")
                    .contains("erp_visma_requests_seconds_count{answer=\"2xx\",path=\"/vouchers/{fiscalyearId}\"}")
                    .contains("erp_outbox_waiting{product=\"rapport\"} 1.0")
                    .contains("erp_queue_runs{state=\"queued\"} 0.0")
                    .contains("vertx_http_server_requests_total", "jvm_memory_used_bytes");
            assertThat(gateway.terminate()).isEqualTo(143);
            assertThat(visma.terminate()).isEqualTo(143);
            idsStandBesideTheWords(gateway.output(), client);
            nothingSecretIsIn(gateway.output());
        } finally {
            signIn.shutdown();
        }
    }

    private void idsStandBesideTheWords(String output, long client) {
        var runs = output.lines()
                .filter(line -> line.startsWith("{"))
                .map(JsonObject::new)
                .filter(line -> line.getString("formattedMessage").startsWith("the run is done"))
                .map(line -> line.getJsonArray("kvpList").encode())
                .toList();

        assertThat(runs).hasSize(3).allSatisfy(ids -> assertThat(ids)
                .contains("\"run\":", "\"client\":\"" + client + "\"", "\"tenant\":"));
        assertThat(output).contains("\"reference\":");
    }

    private void nothingSecretIsIn(String output) {
        assertThat(output)
                .doesNotContain(PERSONAL_NUMBER, JWT, "erp-demo-secret")
                .doesNotMatch(KEY);
        assertThat(ledgerTexts()).hasSizeGreaterThan(10).allSatisfy(text -> assertThat(output)
                .doesNotContain(text));
    }

    private String asked(String path) {
        return new Walker().open("http://127.0.0.1:" + managementPort + path).page();
    }

    private boolean isProved() {
        return strings("SELECT state FROM gateway.client_states").equals(List.of("OK"));
    }

    private List<String> ledgerTexts() {
        return strings("SELECT DISTINCT row_text FROM gateway.voucher_rows WHERE length(row_text) > 5"
                + " UNION SELECT DISTINCT voucher_text FROM gateway.vouchers WHERE length(voucher_text) > 5");
    }

    private List<String> strings(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private Map<String, String> common() {
        return Map.of("ERP_SANDBOX_PORT", Integer.toString(sandboxPort), "ERP_HTTP_PUBLICURI", portal);
    }

    private Map<String, String> environment(MockOAuth2Server signIn) {
        var environment = new HashMap<>(common());
        environment.putAll(TestDatabase.environment(db));
        environment.put("ERP_HTTP_PORT", Integer.toString(port));
        environment.put("ERP_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("ERP_VISMA_IDENTITY", "http://127.0.0.1:" + sandboxPort);
        environment.put("ERP_VISMA_API", "http://127.0.0.1:" + sandboxPort + "/v2");
        environment.put("ERP_VISMA_CLIENTID", "erp-demo");
        environment.put("ERP_VISMA_CLIENTSECRET", "erp-demo-secret");
        environment.put("ERP_SIGNIN_ISSUER", signIn.issuerUrl("sticos").toString());
        environment.put("ERP_SIGNIN_CLIENTID", Accountant.PORTAL_ID);
        environment.put("ERP_SIGNIN_CLIENTSECRET", "hemmelig");
        environment.put("ERP_TOKENS_KEYSET", TokenCipher.newKeyset().reveal());
        environment.put("ERP_IDENTITY_KEY", "a test's own key of 32 characters");
        return environment;
    }
}
