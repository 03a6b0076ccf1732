package no.sticos.erp.sync;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.sticos.erp.bench.CamelPeer;
import no.sticos.erp.bench.CpuTime;
import no.sticos.erp.bench.Pace;
import no.sticos.erp.bench.Postgres;
import no.sticos.erp.bench.RecordedVisma;
import no.sticos.erp.bench.Stages;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestDatabase;

/**
 * The processes of a bench of bulk runs, each apart: the gateway as {@code serve} runs it, a Visma that plays back, and
 * Postgres. The sandbox in this one is asked for each page once, before anything is measured.
 */
final class BulkHouse implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(9);
    private static final Pattern TOOK = Pattern.compile("took (\\S+)");
    private static final Pattern PORT = Pattern.compile("played at (\\d+)\\.");

    private final Path folder;
    private final StormHouse house;
    private final Postgres postgres;
    private final JavaProcess visma;
    private final String vismaAddress;
    private JavaProcess gateway;
    private String management = "";

    /** What a measured run took: elapsed seconds, and CPU seconds of the three. */
    record Cost(double seconds, double gateway, double postgres, double visma, long walBytes, long rowsWritten) {}

    BulkHouse(Vertx vertx, Path folder, List<CompanyPlan> plans, List<String> options) {
        this.folder = folder;
        this.house = StormHouse.withNodesElsewhere(vertx, plans, TestDatabase.empty());
        this.postgres = new Postgres(house.dbSettings());
        this.visma = JavaProcess.start(
                folder.resolve("visma.log"),
                RecordedVisma.class,
                List.of("-Xmx1g"),
                List.of(house.sandbox().address()),
                Map.of(),
                "Visma is played");
        var port = PORT.matcher(visma.output());
        if (!port.find()) {
            throw new IllegalStateException(visma.output());
        }
        this.vismaAddress = "http://127.0.0.1:" + port.group(1);
        this.gateway = started(options);
    }

    Postgres postgres() {
        return postgres;
    }

    /** What the figures depend on. */
    Map<String, String> surroundings() {
        var settings = "SELECT string_agg(name || '=' || current_setting(name), ' ' ORDER BY name) FROM pg_settings"
                + " WHERE name IN ('server_version', 'shared_buffers', 'max_wal_size', 'fsync', 'synchronous_commit',"
                + " 'full_page_writes', 'wal_compression')";
        return Map.of(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, shared by gateway, Postgres and Visma",
                "java",
                System.getProperty("java.version"),
                "postgres",
                postgres.text(settings),
                "gateway",
                "serve, eight runs at once, a pool of 8");
    }

    /** Where Visma is played. */
    String vismaAddress() {
        return vismaAddress;
    }

    /** A client for each company, signed in and fetched whole for the first time; not measured. */
    List<ClientId> load(List<CompanyPlan> plans) {
        var clients = plans.stream().map(house::connect).toList();
        clients.forEach(house::activate);
        house.rest(PATIENCE);
        return clients;
    }

    /** The books of all clients as if nobody had ever fetched them: empty tables, never analysed. */
    void forget() {
        postgres.run(
                // What else only grows may be emptied here.
                "SET session_replication_role = replica",
                "DO $$ BEGIN EXECUTE (SELECT 'TRUNCATE ' || string_agg(t::text, ', ')"
                        + " FROM unnest(gateway.tables_of_books()) t); END $$",
                "TRUNCATE gateway.books, gateway.runs",
                "DELETE FROM pg_statistic WHERE starelid = ANY (gateway.tables_of_books()::oid[])");
    }

    /** Another edition of the vouchers: a twentieth part of them differs from the one before. */
    void edition(int number) {
        get(vismaAddress + "/bench/edition/" + number);
    }

    /** Whether the companies have bought what is large beside the ledger: invoices, scans, the bank's transactions. */
    void registers(boolean on) {
        get(vismaAddress + "/bench/registers/" + (on ? "on" : "off"));
    }

    /** Lets the night's vacuum be over, which would otherwise come in the middle of what is measured. */
    void tidy() {
        postgres.run("VACUUM (ANALYZE) gateway.vouchers", "VACUUM (ANALYZE) gateway.voucher_rows");
        postgres.run("VACUUM (ANALYZE) gateway.documents", "CHECKPOINT");
    }

    /** Fetches the clients at once, by a click each, and waits for the last. */
    @CanIgnoreReturnValue
    Cost fetch(List<ClientId> clients) {
        postgres.run("CHECKPOINT");
        long last = postgres.number("SELECT coalesce(max(run_id), 0) FROM gateway.runs");
        long transaction = postgres.number("SELECT pg_current_xact_id()");
        var lsn = postgres.text("SELECT pg_current_wal_lsn()");
        var gatewayCpu = new CpuTime(gateway.pid());
        var vismaCpu = new CpuTime(visma.pid());
        var before = new double[] {gatewayCpu.seconds(), postgres.cpuSeconds(), vismaCpu.seconds()};
        clients.forEach(client -> house.ask(client, Trigger.CLICK));
        house.rest(PATIENCE);
        var runs = " FROM gateway.runs WHERE run_id > " + last;
        if (postgres.number("SELECT count(*)" + runs + " AND (state <> 'DONE' OR verdict = 'DEVIATION')") > 0) {
            throw new AssertionError(
                    postgres.list("SELECT DISTINCT concat_ws(' ', stage, state, cause, verdict)" + runs)
                            + gateway.output());
        }
        return new Cost(
                Double.parseDouble(postgres.text("SELECT extract(epoch FROM max(ended_at) - min(started_at))" + runs)),
                gatewayCpu.seconds() - before[0],
                postgres.cpuSeconds() - before[1],
                vismaCpu.seconds() - before[2],
                postgres.number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '" + lsn + "')::bigint"),
                written(transaction));
    }

    /** Rows of the ledger's tables as they stand: vouchers, their rows, and other documents. */
    long rows() {
        return postgres.number("SELECT (SELECT count(*) FROM gateway.voucher_rows WHERE to_gen IS NULL)"
                + " + (SELECT count(*) FROM gateway.vouchers WHERE to_gen IS NULL)"
                + " + (SELECT count(*) FROM gateway.documents WHERE to_gen IS NULL)");
    }

    /** Bytes of heap and indexes per row of each large table. */
    List<String> sizes() {
        return postgres.list(
                "SELECT format('%s: %s rows, %s bytes a row in the table, %s in its indexes', c.relname, n.rows,"
                        + " pg_table_size(c.oid) / n.rows, pg_indexes_size(c.oid) / n.rows)"
                        + " FROM (SELECT 'vouchers' AS name, count(*) AS rows FROM gateway.vouchers UNION ALL"
                        + " SELECT 'voucher_rows', count(*) FROM gateway.voucher_rows UNION ALL"
                        + " SELECT 'documents', count(*) FROM gateway.documents) n"
                        + " JOIN pg_class c ON c.oid = ('gateway.' || n.name)::regclass");
    }

    /** Fetches the clients, and gives what the database was seen at meanwhile. */
    List<String> stages(List<ClientId> clients) {
        try (var stages = new Stages(house.dbSettings())) {
            fetch(clients);
            return stages.table();
        }
    }

    /** Fetches the clients, and gives how the pages' pace changed on the way. */
    double pace(List<ClientId> clients) {
        try (var pace = new Pace(() -> get(management + "/metrics"))) {
            fetch(clients);
            return pace.lastDecileByFirst();
        }
    }

    /** Another gateway instead, with these options of the virtual machine. */
    void restart(List<String> options) {
        gateway.close();
        gateway = started(options);
    }

    /** How long the peer takes to read all vouchers that were played so far, in seconds, each time anew. */
    List<Double> peer(int times) {
        CamelPeer.makeTable(postgres);
        var log = folder.resolve("camel.log");
        var arguments = List.of(vismaAddress, postgres.url(), Integer.toString(times));
        try (var camel = JavaProcess.start(log, CamelPeer.class, List.of("-Xmx1g"), arguments, Map.of(), "begins")) {
            Await.until(PATIENCE, () -> camel.output().contains("Camel is done"), camel::output);
            return TOOK.matcher(camel.output())
                    .results()
                    .map(took -> Double.valueOf(took.group(1)))
                    .toList();
        }
    }

    @Override
    public void close() {
        gateway.close();
        visma.close();
        postgres.close();
        house.close();
    }

    /** Rows of the ledger's tables that a transaction from this one on has written. */
    private long written(long transaction) {
        return Stream.of("vouchers", "voucher_rows", "documents")
                .mapToLong(table -> postgres.number(
                        "SELECT count(*) FROM gateway." + table + " WHERE xmin::text::bigint >= " + transaction))
                .sum();
    }

    private JavaProcess started(List<String> options) {
        int http = Ports.free();
        int operators = Ports.free();
        management = "http://127.0.0.1:" + operators;
        var environment = new HashMap<>(house.environment());
        environment.put("ERP_VISMA_API", vismaAddress + "/v2");
        environment.put("ERP_HTTP_PORT", Integer.toString(http));
        environment.put("ERP_HTTP_PUBLICURI", "http://localhost:" + http);
        environment.put("ERP_MANAGEMENT_PORT", Integer.toString(operators));
        // Visma's budget is another bench's; here the machine is the limit.
        environment.put("ERP_VISMA_REQUESTSPERMINUTE", "60000");
        environment.put("ERP_SYNC_RUNSATONCE", "8");
        return JavaProcess.start(folder, options, "serve", environment, "ERP-integrasjon answers at");
    }

    @CanIgnoreReturnValue
    private static String get(String address) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
