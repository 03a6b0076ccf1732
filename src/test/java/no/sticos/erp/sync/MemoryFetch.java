package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.TestDatabase;

/** Clients of books in memory, fetched into a real database; what tests of whole reads share. */
final class MemoryFetch implements AutoCloseable {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    private static final SyncSettings SETTINGS = SyncNode.settings("test", SyncNode.NEVER);

    private final Database database;
    private final Firm firm;
    private final Generations generations;
    private final RunTable table;

    MemoryFetch(Vertx vertx) {
        this(Await.result(TestDatabase.open(vertx)));
    }

    /** Over a database that it closes in the end. */
    MemoryFetch(Database database) {
        this.database = database;
        this.firm = new Firm(database);
        this.generations = new Generations(database);
        this.table = new RunTable(database, generations, SETTINGS);
    }

    Database database() {
        return database;
    }

    Firm firm() {
        return firm;
    }

    Generations generations() {
        return generations;
    }

    RunTable table() {
        return table;
    }

    /** A new client after the three stages of its first load. */
    ClientId loaded(ErpSource erp) {
        var client = firm.client();
        fetch(erp, client, Trigger.CLICK);
        run(erp);
        run(erp);
        assertThat(one("SELECT current_gen::text FROM gateway.books WHERE client_id = $1", client))
                .isEqualTo("3");
        return client;
    }

    /** Asks for a run, which must not be there yet, and runs it. */
    void fetch(ErpSource erp, ClientId client, Trigger trigger) {
        boolean made =
                Await.result(database.forGateway(tx -> table.enqueue(tx, firm.tenant(), client, trigger, "test")));
        assertThat(made).isTrue();
        run(erp);
    }

    /** Runs what is queued next. */
    void run(ErpSource erp) {
        var run = SyncRun.over(
                database, erp, generations, table, SETTINGS, Schedulers.computation(), CLOCK, Watch.NOBODY);
        Await.done(table.claim(1, 1).flatMapCompletable(leases -> run.run(leases.get(0))));
    }

    /** The first column of all rows about the client. */
    List<String> all(String sql, ClientId client) {
        return Await.result(
                database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0), client.value())));
    }

    /** The same of the first row. */
    String one(String sql, ClientId client) {
        return all(sql, client).get(0);
    }

    @Override
    public void close() {
        Await.done(database.close());
    }
}
