package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestDatabase;
import no.sticos.erp.testing.Walker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A company of 100 000 voucher rows, a gateway with 128 MB, and a Visma that refuses in the middle of it. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeClientIT {
    private static final CompanyPlan COMPANY = CompanyPlan.of("Storfjord Handel AS", "310000019", 45_000);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern BEFORE_COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\(\\d+M\\)");
    private static final Pattern IN_FLIGHT = Pattern.compile("at most (\\d+) in flight");

    private final int port = Ports.free();
    private final String portal = "http://localhost:" + port;
    private final DbSettings db = TestDatabase.empty();
    private final Database database;
    private final Sandbox sandbox;

    LargeClientIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        database = Await.result(new DatabaseStart(vertx, db).open());
        var universe = new SandboxUniverse(
                7,
                List.of(COMPANY),
                SandboxUniverse.of(7, List.of(COMPANY)).users(),
                SandboxUniverse.demo(7).people());
        sandbox = new Sandbox(
                vertx,
                SandboxSettings.of(
                        universe, client("/visma/callback"), SignInSettings.of(client("/sign-in/callback"))));
        assertThat(Await.result(sandbox.start())).isPositive();
    }

    @AfterAll
    void stop() {
        Await.done(sandbox.stop().andThen(database.close()));
    }

    @Test
    void a_large_client_is_fetched_whole_in_128_mb_through_a_429_and_a_401(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        sandbox.faults().when("/v2/vouchers*").from(12).times(1).then(Misbehaviour.tooManyRequests(2));
        sandbox.faults().when("/v2/vouchers*").from(25).times(1).then(Misbehaviour.unauthorised());
        var gc = folder.resolve("gc.log");
        var options = List.of("-Xmx128m", "-Xlog:gc:file=" + gc, "-Dlogback.configurationFile=" + debugging(folder));
        try (var gateway = JavaProcess.start(folder, options, "serve", environment(), "ERP-integrasjon answers at")) {
            activate(new Walker());
            Await.until(
                    PATIENCE,
                    () -> ask("SELECT state FROM gateway.client_states").equals("OK"),
                    gateway::output);

            assertThat(rows()).hasSizeGreaterThanOrEqualTo(100_000).isEqualTo(truth());
            assertThat(sandbox.faults().count("/connect/token")).isEqualTo(2);
            assertThat(gateway.terminate()).isEqualTo(143);
            assertThat(gateway.output()).doesNotContain("OutOfMemory", "ERROR");

            print(gateway.output(), read(gc));
        }
    }

    private void activate(Walker walker) {
        walker.open(portal + "/sign-in/start").submit("/demo-sign-in/authorize", Map.of("person", "kari"));
        walker.open("/integrations/new").submit("/integrations", Map.of("system", "visma-eaccounting"));
        walker.open(walker.address().getPath() + "/connect").submit("/connect", Map.of());
        walker.submit(
                "/connect/login", Map.of("email", "regnskap@sandkasse.example", "password", SandboxUniverse.PASSWORD));
        walker.submit("/connect/consent", Map.of("answer", "yes"));
        walker.press("/clients/" + walker.address().getQuery().replaceAll(".*added=", "") + "/activate");
    }

    private void print(String log, String gc) {
        var heap = BEFORE_COLLECTION.matcher(gc).results().toList();
        int before = heap.stream()
                .mapToInt(each -> Integer.parseInt(each.group(1)))
                .max()
                .orElseThrow();
        int after = heap.stream()
                .mapToInt(each -> Integer.parseInt(each.group(2)))
                .max()
                .orElseThrow();
        int inFlight = IN_FLIGHT
                .matcher(log)
                .results()
                .mapToInt(each -> Integer.parseInt(each.group(1)))
                .max()
                .orElseThrow();
        var seconds = Double.parseDouble(
                ask("SELECT extract(epoch FROM max(ended_at) - min(started_at))::text FROM gateway.runs"));
        long rows = Long.parseLong(ask("SELECT count(*)::text FROM ledger.voucher_rows"));
        assertThat(inFlight).isLessThanOrEqualTo(3);
        System.out.printf(
                Locale.ROOT,
                """

                %,9d voucher rows of %,d vouchers, first load in three stages, proved and published
                %,9.0f rows/s (%.1f s, of which 2 s are the wait that Visma asked for)
                %9d pages read and not yet written, at most
                %9d MB heap at most, %d MB after a collection at most, of 128
                """,
                rows,
                COMPANY.books().vouchers(),
                rows / seconds,
                seconds,
                inFlight,
                before,
                after);
    }

    private List<String> rows() {
        return Await.result(database.forGateway(tx -> tx.list(
                        new Sql(
                                "test",
                                "SELECT voucher_id || ' ' || row_no || ' ' || account || ' ' || (debit * 100)::bigint || ' '"
                                        + " || (credit * 100)::bigint FROM ledger.voucher_rows"),
                        row -> row.getString(0))))
                .stream()
                .sorted()
                .toList();
    }

    private List<String> truth() {
        return sandbox.company(COMPANY.id()).books().vouchers().stream()
                .flatMap(voucher -> lines(voucher).stream())
                .sorted()
                .toList();
    }

    private static List<String> lines(Voucher.Booked voucher) {
        var number = new AtomicInteger();
        return voucher.rows().stream()
                .map(row -> voucher.id() + " " + number.incrementAndGet() + " " + row.account() + " " + row.debit()
                        + " " + row.credit())
                .collect(Collectors.toList());
    }

    private String ask(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0)))).stream()
                .findFirst()
                .orElse("");
    }

    private Map<String, String> environment() {
        var values = new HashMap<>(Demo.towards(0));
        values.put("visma.identity", sandbox.address());
        values.put("visma.api", sandbox.address() + "/v2");
        values.put("signIn.issuer", sandbox.signInIssuer());
        values.put("http.port", Integer.toString(port));
        values.put("http.publicUri", portal);
        values.put("db.host", db.host());
        values.put("db.port", Integer.toString(db.port()));
        values.put("db.name", db.database());
        values.put("db.password", db.password().reveal());
        values.put("db.ownerPassword", db.ownerPassword().reveal());
        values.put("db.tls", "false");
        values.put("tokens.keyset", TokenCipher.newKeyset().reveal());
        values.put("identity.key", "a test's own key of 32 characters");
        return values.entrySet().stream()
                .collect(Collectors.toMap(entry -> Keys.variable(entry.getKey()), Map.Entry::getValue));
    }

    private OAuthClient client(String callback) {
        return new OAuthClient("erp-demo", Secret.of("erp-demo-secret"), "Sticos AS", List.of(portal + callback), true);
    }

    private static Path debugging(Path folder) {
        try {
            return Files.writeString(
                    folder.resolve("logback.xml"),
                    """
                    <configuration>
                      <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                        <encoder><pattern>%level %logger{0} %msg%n</pattern></encoder>
                      </appender>
                      <logger name="no.sticos.erp.sync" level="DEBUG"/>
                      <root level="INFO"><appender-ref ref="OUT"/></root>
                    </configuration>
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
