package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages that come as they were are not read again, and the books are what they would be if they were. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownPagesIT {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    /** Twelve vouchers a year by fives, each page but the first with the last one of the page before. */
    private static final int PAGES_A_YEAR = 3;

    private final Database database;
    private final Firm firm;
    private final Generations generations;
    private final RunTable table;

    KnownPagesIT(io.vertx.core.Vertx vertx) {
        this.database = Await.result(TestDatabase.open(new Vertx(vertx)));
        this.firm = new Firm(database);
        this.generations = new Generations(database);
        this.table = new RunTable(database, generations, SyncNode.settings("test", SyncNode.NEVER));
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @Test
    void books_that_nobody_touched_are_known_page_by_page_after_the_first_load() {
        var erp = new MemoryErp(5).book(12);
        var client = loaded(erp);

        assertThat(recognised(erp, client)).isEqualTo(2 * PAGES_A_YEAR);

        assertThat(recognised(erp, client)).as("and again").isEqualTo(2 * PAGES_A_YEAR);
        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(one("SELECT verdict FROM gateway.books WHERE client_id = $1", client))
                .isEqualTo("OK");
        assertThat(one("SELECT count(to_gen)::text FROM gateway.vouchers WHERE client_id = $1", client))
                .isEqualTo("0");
    }

    @Test
    void one_changed_voucher_makes_one_page_unknown_once() {
        var erp = new MemoryErp(5).book(12);
        var client = loaded(erp);
        erp.put(new UUID(2025, 2), LocalDate.of(2025, 1, 3), 2, new BigDecimal("77.00"));

        assertThat(recognised(erp, client)).isEqualTo(2 * PAGES_A_YEAR - 1);

        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(recognised(erp, client)).as("afterwards").isEqualTo(2 * PAGES_A_YEAR);
    }

    @Test
    void what_has_vanished_is_closed_and_pages_that_nobody_asks_for_are_forgotten() {
        var erp = new MemoryErp(5).book(12);
        var client = loaded(erp);
        erp.remove(new UUID(2025, 3));

        assertThat(recognised(erp, client))
                .as("of 2025 all pages begin elsewhere now")
                .isEqualTo(PAGES_A_YEAR);

        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(one("SELECT count(*)::text FROM gateway.known_pages WHERE client_id = $1", client))
                .isEqualTo(Integer.toString(2 * PAGES_A_YEAR));
    }

    @Test
    void a_page_as_it_was_before_a_change_that_is_stored_is_read() {
        var erp = new MemoryErp(5).book(12);
        var client = loaded(erp);
        var before = erp.vouchers();
        erp.put(new UUID(2025, 2), LocalDate.of(2025, 1, 3), 2, new BigDecimal("77.00"));
        fetch(erp, client, Trigger.SCHEDULE);
        assertThat(held(client)).isEqualTo(truth(erp));

        erp.restore(before);
        fetch(erp, client, Trigger.CLICK);

        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(recognised(erp, client)).as("afterwards").isEqualTo(2 * PAGES_A_YEAR);
    }

    @Test
    void a_stored_hash_that_is_not_what_it_was_makes_its_page_unknown() {
        var erp = new MemoryErp(5).book(12);
        var client = loaded(erp);
        var hurt = new UUID(2025, 2);
        assertThat(one(
                        "UPDATE gateway.vouchers SET row_hash = row_hash + 1 WHERE client_id = $1 AND voucher_id = '"
                                + hurt
                                + "' RETURNING 'hurt'",
                        client))
                .isEqualTo("hurt");

        fetch(erp, client, Trigger.CLICK);

        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(one(
                        "SELECT count(*)::text FROM gateway.vouchers WHERE client_id = $1 AND voucher_id = '" + hurt
                                + "'",
                        client))
                .as("a version in its place")
                .isEqualTo("2");
    }

    private ClientId loaded(MemoryErp erp) {
        var client = firm.client();
        fetch(erp, client, Trigger.CLICK);
        run(erp);
        run(erp);
        assertThat(one("SELECT current_gen::text FROM gateway.books WHERE client_id = $1", client))
                .isEqualTo("3");
        return client;
    }

    /** How many pages a whole fetch did not read. */
    private int recognised(MemoryErp erp, ClientId client) {
        int before = erp.recognised();
        fetch(erp, client, Trigger.CLICK);
        return erp.recognised() - before;
    }

    private void fetch(MemoryErp erp, ClientId client, Trigger trigger) {
        boolean made =
                Await.result(database.forGateway(tx -> table.enqueue(tx, firm.tenant(), client, trigger, "test")));
        assertThat(made).isTrue();
        run(erp);
    }

    private void run(MemoryErp erp) {
        var run = SyncRun.over(
                database,
                erp,
                generations,
                table,
                SyncNode.settings("test", SyncNode.NEVER),
                Schedulers.computation(),
                CLOCK,
                Watch.NOBODY);
        Await.done(table.claim(1, 1).flatMapCompletable(leases -> run.run(leases.get(0))));
    }

    /** What readers see of the vouchers, by hash. */
    private List<String> held(ClientId client) {
        return Await.result(database.forGateway(tx -> tx.list(
                new Sql(
                        "test",
                        "SELECT g.voucher_id || ' ' || g.row_hash FROM gateway.vouchers g"
                                + " JOIN ledger.vouchers v USING (client_id, voucher_id)"
                                + " WHERE g.client_id = $1 AND g.to_gen IS NULL ORDER BY 1"),
                row -> row.getString(0),
                client.value())));
    }

    private static List<String> truth(MemoryErp erp) {
        return erp.vouchers().stream()
                .map(voucher -> voucher.id() + " " + voucher.rowHash())
                .sorted()
                .toList();
    }

    private String one(String sql, ClientId client) {
        List<String> found = Await.result(
                database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0), client.value())));
        return found.get(0);
    }
}
