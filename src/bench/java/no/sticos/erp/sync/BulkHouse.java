package no.sticos.erp.sync;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.sticos.erp.bench.CamelPeer;
import no.sticos.erp.bench.CpuTime;
import no.sticos.erp.bench.Highest;
import no.sticos.erp.bench.Pace;
import no.sticos.erp.bench.Postgres;
import no.sticos.erp.bench.RecordedVisma;
import no.sticos.erp.bench.Stages;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.TestDatabase;

/**
 * The processes of a bench of bulk runs, each apart: the gateway as {@code serve} runs it, a Visma that plays back, and
 * Postgres. The sandbox in this one is asked for each page once, before anything is measured.
 */
final class BulkHouse implements AutoCloseable {
    /** Connections to Postgres of a node. */
    static final int POOL = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Pattern TOOK = Pattern.compile("took (\\S+)");
    private static final Pattern PORT = Pattern.compile("played at (\\d+)\\.");

    private final Path folder;
    private final StormHouse house;
    private final Postgres postgres;
    private final RunsSeen runs;
    private final JavaProcess visma;
    private final String vismaAddress;
    private final Gateways gateways;

    /** What a measured run took: elapsed seconds, and CPU seconds of the three. */
    record Cost(double seconds, double gateway, double postgres, double visma, long walBytes, long rowsWritten) {}

    BulkHouse(Vertx vertx, Path folder, List<CompanyPlan> plans, List<String> options) {
        this.folder = folder;
        this.house = StormHouse.withNodesElsewhere(vertx, plans, TestDatabase.empty());
        this.postgres = new Postgres(house.dbSettings());
        this.runs = new RunsSeen(postgres);
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
        this.gateways = new Gateways(folder, environment());
        restart(options);
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

    RunsSeen runs() {
        return runs;
    }

    /** A client for each company, signed in and fetched whole for the first time; seldom measured. */
    @CanIgnoreReturnValue
    List<ClientId> load(List<CompanyPlan> plans) {
        long last = runs.last();
        var clients = plans.stream().map(house::connect).toList();
        clients.forEach(house::activate);
        house.rest(PATIENCE);
        runs.refuseAnythingButDone(last, gateways::output);
        return clients;
    }

    /** Asks for a fetch of a client. */
    void ask(ClientId client, Trigger trigger) {
        house.ask(client, trigger);
    }

    /** Postgres takes so long over each page, on top of what it takes. */
    void slowPages(Duration each) {
        postgres.run(
                "CREATE FUNCTION public.take_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep("
                        + each.toMillis() / 1e3 + "); RETURN NULL; END $$",
                "CREATE TRIGGER take_time AFTER UPDATE ON gateway.checkpoints FOR EACH STATEMENT"
                        + " EXECUTE FUNCTION public.take_time()");
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
        tell("edition/" + number);
    }

    /** How long each answer takes. */
    void latency(Duration each) {
        tell("latency/" + each.toMillis());
    }

    /** Whether the companies have bought what is large beside the ledger: invoices, scans, the bank's transactions. */
    void registers(boolean on) {
        tell("registers/" + (on ? "on" : "off"));
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
        long last = runs.last();
        long transaction = postgres.number("SELECT pg_current_xact_id()");
        var lsn = postgres.text("SELECT pg_current_wal_lsn()");
        var vismaCpu = new CpuTime(visma.pid());
        var before = new double[] {gateways.cpuSeconds(), postgres.cpuSeconds(), vismaCpu.seconds()};
        clients.forEach(client -> ask(client, Trigger.CLICK));
        house.rest(PATIENCE);
        runs.refuseAnythingButDone(last, gateways::output);
        return new Cost(
                runs.seconds(last),
                gateways.cpuSeconds() - before[0],
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
        try (var pace = new Pace(gateways::metrics)) {
            fetch(clients);
            return pace.lastDecileByFirst();
        }
    }

    /** Another gateway instead, with these options of the virtual machine. */
    void restart(List<String> options) {
        restart(1, options, Map.of());
    }

    /** Follows a gauge of the first node from now on. */
    Highest highest(String gauge) {
        return new Highest(gauge, gateways::metrics);
    }

    /** So many nodes instead, with these settings besides. */
    void restart(int nodes, List<String> options, Map<String, String> settings) {
        gateways.restart(nodes, options, settings);
    }

    /** Where each node's collections are written, if the options say {@code gc.log}. */
    List<Path> collections() {
        return gateways.collections();
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
        gateways.close();
        visma.close();
        postgres.close();
        house.close();
    }

    @CanIgnoreReturnValue
    private String tell(String what) {
        return Gateways.get(vismaAddress + "/bench/" + what);
    }

    /** Rows of the ledger's tables that a transaction from this one on has written. */
    private long written(long transaction) {
        return Stream.of("vouchers", "voucher_rows", "documents")
                .mapToLong(table -> postgres.number(
                        "SELECT count(*) FROM gateway." + table + " WHERE xmin::text::bigint >= " + transaction))
                .sum();
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(house.environment());
        environment.put("ERP_VISMA_API", vismaAddress + "/v2");
        // Visma's budget is another bench's; here the machine is the limit.
        environment.put("ERP_VISMA_REQUESTSPERMINUTE", "60000");
        environment.put("ERP_SYNC_RUNSATONCE", "8");
        environment.put("ERP_DB_POOLSIZE", Integer.toString(POOL));
        return environment;
    }
}
