package no.sticos.erp.sync;

import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.visma.VismaSettings;
import no.sticos.erp.erp.visma.VismaSource;
import no.sticos.erp.events.GenerationSummary;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeBudget;
import no.sticos.erp.testing.FakeTokens;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.StubCompany;
import no.sticos.erp.testing.StubHttp;
import no.sticos.erp.testing.TestDatabase;

/** One client of a stub company, fetched by the real adapter into a real database; what tests of this room share. */
final class StubFetch implements AutoCloseable {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    private static final SyncSettings SETTINGS = new SyncSettings(
            "test",
            4,
            8,
            Duration.ofSeconds(30),
            Duration.ofMillis(10),
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            Duration.ofSeconds(1),
            3);

    private final Vertx vertx;
    private final Database database;
    private final Firm firm;
    private final StubHttp http;
    private StubCompany company;
    private ClientId client;

    StubFetch(Vertx vertx) {
        this.vertx = vertx;
        this.database = Await.result(TestDatabase.open(vertx));
        this.firm = new Firm(database);
        this.http = new StubHttp(vertx);
        this.company = new StubCompany(http);
        this.client = firm.client();
    }

    /** A new client of a new, empty company. */
    StubCompany begin() {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", "DELETE FROM gateway.runs")))
                .ignoreElement());
        http.reset();
        company = new StubCompany(http);
        client = firm.client();
        return company;
    }

    Database database() {
        return database;
    }

    Firm firm() {
        return firm;
    }

    ClientId client() {
        return client;
    }

    /** The outcome of a check of the generation that readers see, with its level and what else it tells. */
    String check(String id) {
        return rows(
                        "p.outcome, p.level, p.passed, p.checked, p.amount, p.detail",
                        "gateway.proof_checks p JOIN gateway.books b USING (client_id)",
                        " AND p.gen = b.current_gen AND p.check_id = '" + id + "'")
                .get(0);
    }

    /** What a check of the generation that readers see names, in its order. */
    List<String> deviations(String id, String columns) {
        return rows(
                columns,
                "gateway.deviations d JOIN gateway.books b USING (client_id)",
                " AND d.gen = b.current_gen AND d.check_id = '" + id + "'");
    }

    /** One run: a stage of the first load, or everything anew. */
    void fetch() {
        var generations = new Generations(database);
        var table = new RunTable(database, generations, SETTINGS);
        var source = new VismaSource(vertx, visma(), new FakeTokens(), new FakeBudget());
        var run = SyncRun.over(
                database, source, generations, table, SETTINGS, Schedulers.computation(), CLOCK, Watch.NOBODY);
        Await.done(database.forGateway(tx -> table.enqueue(tx, firm.tenant(), client, Trigger.CLICK, "test"))
                .ignoreElement());
        Await.done(table.claim(1, 1).flatMapCompletable(leases -> run.run(leases.get(0))));
    }

    /** The three stages of a first load. */
    void fetchWhole() {
        fetch();
        fetch();
        fetch();
    }

    /** The client's rows of a table or view, each as one text. */
    List<String> rows(String columns, String from) {
        return rows(columns, from, "");
    }

    private List<String> rows(String columns, String from, String and) {
        return strings(
                "SELECT concat_ws(' ', " + columns + ") FROM " + from + " WHERE client_id = $1" + and + " ORDER BY 1");
    }

    /** Of the generation that readers see. */
    String generation(String column) {
        return strings("SELECT (" + column + ")::text FROM gateway.generations g JOIN gateway.books b USING (client_id)"
                        + " WHERE b.client_id = $1 AND b.current_gen = g.gen")
                .get(0);
    }

    /** What products are told of the generation that readers see. */
    GenerationSummary summary() {
        int gen = Integer.parseInt(generation("g.gen"));
        return Await.result(new LedgerChanges(database).summary(client, gen));
    }

    List<String> coverage() {
        return List.of(generation("array_to_string(g.coverage, ' ')").split(" "));
    }

    private List<String> strings(String sql) {
        return Await.result(
                database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0), client.value())));
    }

    private VismaSettings visma() {
        var oauth = new VismaSettings.OAuthClient(
                "sticos", Secret.of("hemmelig"), URI.create("https://localhost/callback"));
        var retry = new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(5));
        var reading = new VismaSettings.Reading(1000, Duration.ofSeconds(10), retry, 1 << 20, 1 << 18);
        return new VismaSettings(http.address(), URI.create(http.address() + "/v2"), oauth, reading);
    }

    @Override
    public void close() {
        http.close();
        Await.done(database.close());
    }
}
