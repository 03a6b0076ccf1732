package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.MemoryErp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a run reads whole and what it reads of changes; what has vanished, and what only seems to have. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholePassesIT {
    private static final Person KARI = new Person("kari", "Kari Nordmann");

    private final MemoryFetch books;

    WholePassesIT(io.vertx.core.Vertx vertx) {
        this.books = new MemoryFetch(new Vertx(vertx));
    }

    @AfterAll
    void close() {
        books.close();
    }

    @BeforeEach
    void forgetWhatOtherTestsLeft() {
        Await.done(books.database()
                .forGateway(tx -> tx.count(new Sql("test", "DELETE FROM gateway.runs")))
                .ignoreElement());
        Await.done(books.database()
                .forGateway(tx -> tx.count(new Sql("test", "DELETE FROM gateway.served_filters")))
                .ignoreElement());
    }

    @Test
    void a_deleted_voucher_is_gone_after_the_next_whole_read_and_stays_in_the_generations_before() {
        var erp = new MemoryErp(5).book(12);
        var client = books.loaded(erp);
        erp.remove(new UUID(2025, 7));

        books.fetch(erp, client, Trigger.CLICK);

        assertThat(books.one(
                        "SELECT count(*) || ' ' || max(b.current_gen) FROM ledger.vouchers v JOIN gateway.books b"
                                + " USING (client_id) WHERE v.client_id = $1",
                        client))
                .isEqualTo("23 4");
        assertThat(books.one("SELECT count(*)::text FROM ledger.vouchers_at($1, 3)", client))
                .isEqualTo("24");
        assertThat(books.one(
                        "SELECT count(*)::text FROM gateway.voucher_rows WHERE client_id = $1 AND to_gen = 4", client))
                .isEqualTo("2");
        assertThat(verdict(client)).isEqualTo("OK");
    }

    @Test
    void an_account_whose_balance_is_empty_now_has_none() {
        var erp = new MemoryErp(50);
        var only = new UUID(2026, 1);
        erp.put(only, LocalDate.of(2026, 3, 1), 1, new BigDecimal("5.00"));
        var client = books.loaded(erp);
        erp.remove(only);

        books.fetch(erp, client, Trigger.CLICK);

        assertThat(books.one(
                        "SELECT count(*)::text FROM ledger.account_balances WHERE client_id = $1 AND account = 3000",
                        client))
                .isEqualTo("0");
        assertThat(verdict(client)).isEqualTo("OK");
    }

    @Test
    void a_voucher_that_moves_between_years_while_they_are_read_is_not_gone() {
        var erp = new MemoryErp(5).book(12);
        var client = books.loaded(erp);
        int before = erp.requests().size();
        var moves = new AtomicInteger();
        // 2026 is read first: what comes from 2025 after that is in no list of either year.
        erp.before(query -> {
            boolean last = query.resource() == Resource.VOUCHERS
                    && query.scope().equals(new UUID(0, 2025).toString())
                    && erp.requests().size() > before;
            if (last && moves.getAndIncrement() == 0) {
                erp.put(new UUID(2025, 5), LocalDate.of(2026, 1, 31), 55, new BigDecimal("5.25"));
            }
            return null;
        });

        books.fetch(erp, client, Trigger.CLICK);

        assertThat(moves).hasPositiveValue();
        assertThat(books.one("SELECT count(*)::text FROM ledger.vouchers WHERE client_id = $1", client))
                .isEqualTo("24");
        assertThat(books.one(
                        "SELECT voucher_date::text FROM ledger.vouchers WHERE client_id = $1 AND voucher_id = '"
                                + new UUID(2025, 5) + "'",
                        client))
                .isEqualTo("2026-01-31");
        assertThat(verdict(client)).isEqualTo("OK");
    }

    @Test
    void a_list_that_drifts_each_time_is_missing_and_closes_nothing() {
        var erp = new MemoryErp(50).book(3);
        erp.keep(Resource.UNITS, unit("a"), unit("b"));
        var client = books.loaded(erp);
        erp.keep(Resource.UNITS, unit("a"));
        erp.exaggerate(Resource.UNITS, 1);

        books.fetch(erp, client, Trigger.CLICK);

        assertThat(books.one(
                        "SELECT result || ' ' || (gaps -> 'units')::text FROM gateway.generations"
                                + " WHERE client_id = $1 ORDER BY gen DESC LIMIT 1",
                        client))
                .isEqualTo("PARTIAL [\"drift\", \"units\"]");
        assertThat(books.one("SELECT count(*)::text FROM ledger.units WHERE client_id = $1", client))
                .isEqualTo("2");
        assertThat(erp.requests().stream().filter(request -> request.equals("units  1")))
                .as("one pass of the first load, three of this")
                .hasSize(4);
    }

    @Test
    void vouchers_that_are_never_as_many_as_visma_says_are_not_closed_and_not_proved() {
        var erp = new MemoryErp(50).book(3);
        var client = books.loaded(erp);
        erp.remove(new UUID(2025, 2));
        erp.exaggerate(Resource.VOUCHERS, 1);

        books.fetch(erp, client, Trigger.CLICK);

        assertThat(books.one("SELECT count(*)::text FROM ledger.vouchers WHERE client_id = $1", client))
                .isEqualTo("6");
        assertThat(verdict(client)).isEqualTo("UNKNOWN");
    }

    @Test
    void a_generation_that_would_lose_many_vouchers_waits_for_a_person() {
        var erp = new MemoryErp(50).book(30);
        var client = books.loaded(erp);
        for (int number = 1; number <= 12; number++) {
            erp.remove(new UUID(2025, number));
        }

        books.fetch(erp, client, Trigger.CLICK);

        assertThat(books.one(
                        "SELECT state || ' ' || cause || ' ' || cause_args[1] FROM gateway.runs WHERE client_id = $1"
                                + " ORDER BY run_id DESC LIMIT 1",
                        client))
                .isEqualTo("HELD shrunk 12");
        assertThat(books.one("SELECT count(*)::text FROM ledger.vouchers WHERE client_id = $1", client))
                .isEqualTo("60");

        books.fetch(erp, client, Trigger.SCHEDULE);
        assertThat(books.one("SELECT current_gen::text FROM gateway.books WHERE client_id = $1", client))
                .isEqualTo("3");

        Await.done(books.database()
                .forGateway(tx -> tx.count(
                        new Sql(
                                "test",
                                "UPDATE gateway.clients SET active = true, identity_kind = 'ORGNR', orgnr = '311111116' WHERE client_id = $1"),
                        client.value()))
                .ignoreElement());
        var held = new HeldRuns(books.database(), new Clients(books.database()), books.generations(), books.table());
        assertThat(Await.result(held.accept(books.firm().tenant(), client, KARI)))
                .isTrue();
        books.run(erp);

        assertThat(books.one(
                        "SELECT count(*) || ' ' || min(b.current_gen) FROM ledger.vouchers JOIN gateway.books b"
                                + " USING (client_id) WHERE client_id = $1",
                        client))
                .isEqualTo("48 4");
        assertThat(Await.result(held.accept(books.firm().tenant(), client, KARI)))
                .isFalse();
    }

    @Test
    void an_unchanged_client_is_asked_once_for_each_list_and_nothing_but_its_time_is_written() {
        var erp = new MemoryErp(50).book(20);
        var client = books.loaded(erp);
        books.fetch(erp, client, Trigger.SCHEDULE);
        int before = erp.requests().size();
        var written = versions(client);

        books.fetch(erp, client, Trigger.SCHEDULE);

        var asked = erp.requests().subList(before, erp.requests().size());
        assertThat(asked).doesNotHaveDuplicates();
        assertThat(asked.stream().filter(request -> request.startsWith("vouchers")))
                .containsExactly("vouchers  1", "vouchers  count");
        assertThat(asked.stream().filter(request -> request.startsWith("account_balances")))
                .isEmpty();
        assertThat(versions(client)).isEqualTo(written);
        assertThat(books.one("SELECT kind FROM gateway.events WHERE client_id = $1 ORDER BY seq DESC LIMIT 1", client))
                .isEqualTo("heartbeat");
    }

    @Test
    void what_has_changed_comes_with_a_list_of_changes() {
        var erp = new MemoryErp(5).book(20);
        var client = books.loaded(erp);
        erp.put(new UUID(2025, 3), LocalDate.of(2025, 2, 1), 3, new BigDecimal("99.00"));
        erp.put(new UUID(2026, 77), LocalDate.of(2025, 6, 1), 77, new BigDecimal("1.00"));
        int before = erp.requests().size();

        books.fetch(erp, client, Trigger.SCHEDULE);

        assertThat(books.one("SELECT sum(r.debit)::text FROM ledger.voucher_rows r WHERE client_id = $1", client))
                .isEqualTo(sum(erp).toPlainString());
        assertThat(erp.requests().subList(before, erp.requests().size()))
                .noneMatch(request -> request.startsWith("vouchers 0"));
        assertThat(verdict(client)).isEqualTo("OK");
    }

    @Test
    void a_deletion_that_no_list_of_changes_shows_makes_the_run_read_everything() {
        var erp = new MemoryErp(5).book(20);
        var client = books.loaded(erp);
        erp.remove(new UUID(2026, 3));

        books.fetch(erp, client, Trigger.SCHEDULE);

        assertThat(books.one("SELECT count(*)::text FROM ledger.vouchers WHERE client_id = $1", client))
                .isEqualTo("39");
        assertThat(books.one(
                        "SELECT stage || ' ' || state FROM gateway.runs WHERE client_id = $1 ORDER BY run_id DESC LIMIT 1",
                        client))
                .isEqualTo("ALL DONE");
        assertThat(verdict(client)).isEqualTo("OK");
    }

    @Test
    void a_list_that_ignores_the_filter_is_read_whole_by_hash() {
        var erp = new MemoryErp(5).book(8);
        erp.ignoreStamps();
        var client = books.loaded(erp);
        erp.put(new UUID(2025, 3), LocalDate.of(2025, 2, 1), 3, new BigDecimal("99.00"));

        books.fetch(erp, client, Trigger.SCHEDULE);

        assertThat(books.one(
                        "SELECT finding FROM gateway.served_filters WHERE resource = 'vouchers' AND filter = 'STAMP'"
                                + " AND $1 > 0",
                        client))
                .isEqualTo("IGNORED");
        assertThat(books.one("SELECT sum(r.debit)::text FROM ledger.voucher_rows r WHERE client_id = $1", client))
                .isEqualTo(sum(erp).toPlainString());
        assertThat(verdict(client)).isEqualTo("OK");
    }

    @Test
    void a_filter_that_served_others_and_refuses_one_client_does_not_end_its_first_fetch() {
        var served =
                "SELECT finding FROM gateway.served_filters WHERE resource = 'vouchers' AND filter = 'STAMP' AND $1 > 0";
        var other = books.loaded(new MemoryErp(5).book(8));
        assertThat(books.one(served, other)).isEqualTo("SERVED");
        var erp = new MemoryErp(5).book(8);
        erp.before(query -> query.changedSince() == null ? null : Fault.of(Cause.OUR_REQUEST, "ErrorCode 6000"));

        var client = books.loaded(erp);

        assertThat(books.one("SELECT string_agg(DISTINCT state, ' ') FROM gateway.runs WHERE client_id = $1", client))
                .isEqualTo("DONE");
        assertThat(books.one(served, client)).isEqualTo("REJECTED");
        assertThat(verdict(client)).isEqualTo("OK");
    }

    /** In the last stage it is first asked what has changed since the one before, and only afterwards what is settled. */
    @Test
    void nor_does_one_that_begins_to_refuse_before_its_last_stage() {
        var erp = new MemoryErp(5).book(8);
        var asked = new AtomicInteger();
        erp.before(query -> query.changedSince() == null || query.countOnly() || asked.incrementAndGet() < 3
                ? null
                : Fault.of(Cause.OUR_REQUEST, "ErrorCode 6000"));

        var client = books.loaded(erp);

        assertThat(asked).hasValueGreaterThan(2);
        assertThat(books.one("SELECT string_agg(DISTINCT state, ' ') FROM gateway.runs WHERE client_id = $1", client))
                .isEqualTo("DONE");
    }

    @Test
    void a_list_that_refuses_to_be_read_on_by_number_is_read_by_page() {
        var erp = new MemoryErp(5).book(12);
        erp.before(query -> query.fromNumber() == null ? null : Fault.of(Cause.OUR_REQUEST, "ErrorCode 6000"));

        var client = books.loaded(erp);

        assertThat(books.one("SELECT finding FROM gateway.served_filters WHERE filter = 'NUMBER' AND $1 > 0", client))
                .isEqualTo("REJECTED");
        assertThat(books.one("SELECT count(*)::text FROM ledger.vouchers WHERE client_id = $1", client))
                .isEqualTo("24");
        assertThat(verdict(client)).isEqualTo("OK");
    }

    @Test
    void a_deviation_is_believed_when_a_whole_read_finds_it_again_and_needs_none_the_next_time() {
        var erp = new MemoryErp(50).book(3);
        var client = books.loaded(erp);
        erp.lie(new BigDecimal("0.01"));
        int before = erp.requests().size();

        books.fetch(erp, client, Trigger.CLICK);

        var list = "vouchers " + new UUID(0, 2026) + " 1";
        assertThat(erp.requests().subList(before, erp.requests().size()).stream()
                        .filter(list::equals))
                .hasSize(2);
        assertThat(verdict(client)).isEqualTo("DEVIATION");
        int again = erp.requests().size();

        books.fetch(erp, client, Trigger.CLICK);

        assertThat(erp.requests().subList(again, erp.requests().size()).stream().filter(list::equals))
                .hasSize(1);
        assertThat(verdict(client)).isEqualTo("DEVIATION");
    }

    private static Item unit(String key) {
        return new Item(Resource.UNITS, key, "{\"Id\":\"" + key + "\"}", key.hashCode(), key.hashCode(), null);
    }

    private static BigDecimal sum(MemoryErp erp) {
        return erp.vouchers().stream()
                .flatMap(voucher -> voucher.rows().stream())
                .map(row -> row.debit())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String verdict(ClientId client) {
        return books.one("SELECT verdict FROM gateway.books WHERE client_id = $1", client);
    }

    private String versions(ClientId client) {
        return books.one(
                "SELECT (SELECT count(*) || ' ' || count(to_gen) FROM gateway.vouchers WHERE client_id = $1) || ' '"
                        + " || (SELECT count(*) || ' ' || count(to_gen) FROM gateway.documents WHERE client_id = $1)"
                        + " || ' ' || (SELECT count(*) FROM gateway.generations WHERE client_id = $1)",
                client);
    }
}
