package no.sticos.erp.sync;

import static no.sticos.erp.testing.Await.error;
import static no.sticos.erp.testing.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.events.Product;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.LockedChanges.Cursor;
import no.sticos.erp.ledger.LockedPeriods;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.Products;
import no.sticos.erp.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which lock counts for which change, as locks come, move back and forth, and go. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockedPeriodsIT {
    private static final LocalDate MARCH_3 = LocalDate.of(2025, 3, 3);
    private static final LocalDate SUMMER = LocalDate.of(2025, 6, 30);
    private static final LocalDate NEW_YEAR = LocalDate.of(2025, 12, 31);
    private static final UUID VOUCHER = new UUID(5, 5);

    private final Database database;
    private final Firm firm;
    private final LockedPeriods periods;
    private final LockedChanges marks;
    private MemoryErp erp = new MemoryErp(500);
    private ClientId client;

    LockedPeriodsIT(io.vertx.core.Vertx vertx) {
        this.database = result(TestDatabase.open(new Vertx(vertx)));
        this.firm = new Firm(database);
        this.periods = new LockedPeriods(database);
        this.marks = new LockedChanges(database);
        this.client = firm.client();
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @BeforeEach
    void anotherClient() {
        client = firm.client();
        erp = new MemoryErp(500).book(3);
        erp.put(VOUCHER, MARCH_3, 900, new BigDecimal("10.00"));
    }

    @Test
    void what_came_together_with_the_lock_was_not_locked_and_what_came_after_was() {
        fetch(3);
        erp.lockTo(SUMMER);
        change("11.00");
        fetch(4);
        assertThat(told()).isEmpty();
        assertThat(lines("SELECT concat_ws(' ', gen, outcome, passed, checked, detail) FROM gateway.proof_checks"
                        + " WHERE client_id = $1 AND check_id = 'C11' AND gen > 2 ORDER BY gen"))
                .containsExactly("3 NOT_APPLICABLE 0 0 noLock", "4 NOT_APPLICABLE 0 0 noLock");

        change("12.00");
        fetch(5);

        assertThat(told()).containsExactly("5 CHANGED 2025-03-03 2025-03-03 [company 2025-06-30]");
        assertThat(events()).endsWith("generation 4", "generation 5", "period_changed 5");
        fetch(5);
        assertThat(lines("SELECT concat_ws(' ', outcome, passed, checked) FROM gateway.proof_checks"
                        + " WHERE client_id = $1 AND check_id = 'C11' AND gen = 5"))
                .as("what was found stands when the same is read again")
                .containsExactly("DEVIATES 3 4");
    }

    @Test
    void a_lock_that_moves_back_is_told_with_both_dates_and_what_changed_under_it_is_kept() {
        erp.lockTo(NEW_YEAR);
        fetch(3);
        erp.lockTo(LocalDate.of(2025, 2, 28));
        change("11.00");
        fetch(4);
        erp.lockTo(null);
        fetch(5);
        change("12.00");
        fetch(6);

        assertThat(told())
                .as("the last change is of an open period")
                .containsExactly("4 CHANGED 2025-03-03 2025-03-03 [company 2025-12-31]");
        assertThat(events()).endsWith("period_changed 4", "generation 5", "period_changed 5", "generation 6");
        assertThat(
                        lines(
                                "SELECT concat_ws(' ', gen, coalesce(locked_before::text, '-'), coalesce(locked_after::text, '-'),"
                                        + " added + changed + deleted) FROM gateway.period_changes WHERE client_id = $1 ORDER BY gen"))
                .containsExactly("4 2025-12-31 2025-02-28 1", "5 2025-02-28 - 0");
        assertThat(result(periods.companyLocks(firm.tenant(), client)))
                .extracting(lock -> lock.gen() + " " + lock.before() + " " + lock.after() + " " + lock.isBackward())
                .containsExactly("5 2025-02-28 null true", "4 2025-12-31 2025-02-28 true", "1 null 2025-12-31 false");
    }

    @Test
    void a_lock_that_moves_on_is_no_news_and_a_locked_year_that_is_opened_is() {
        erp.lockTo(SUMMER);
        erp.lockYear(2025);
        fetch(3);
        erp.lockTo(NEW_YEAR);
        fetch(4);
        erp.lockYear(0);
        fetch(5);

        assertThat(events()).endsWith("generation 4", "generation 5", "period_changed 5");
        assertThat(lines("SELECT reopened::text FROM gateway.period_changes WHERE client_id = $1"))
                .containsExactly("{2025-01-01}");
    }

    @Test
    void a_voucher_that_is_moved_into_or_out_of_a_locked_period_counts() {
        erp.put(new UUID(6, 6), LocalDate.of(2026, 4, 4), 901, BigDecimal.TEN);
        erp.lockTo(NEW_YEAR);
        fetch(3);
        erp.put(VOUCHER, LocalDate.of(2026, 5, 5), 900, BigDecimal.TEN);
        erp.put(new UUID(6, 6), LocalDate.of(2025, 7, 7), 901, BigDecimal.TEN);
        fetch(4);

        assertThat(told())
                .containsExactly(
                        "4 CHANGED 2025-03-03 2026-05-05 [company 2025-12-31]",
                        "4 CHANGED 2026-04-04 2025-07-07 [company 2025-12-31]");
    }

    @Test
    void a_voucher_that_is_gone_from_a_locked_period_is_told_with_what_it_was() {
        erp.lockYear(2025);
        fetch(3);
        erp.remove(VOUCHER);
        fetch(4);

        assertThat(told()).containsExactly("4 DELETED 2025-03-03 null [fiscal_year 2025-12-31]");
        var change = result(marks.newest(firm.tenant(), client, Cursor.START, 10, 10))
                .get(0);
        assertThat(change.numberBefore()).isEqualTo("A900");
        assertThat(change.numberAfter()).isNull();
        assertThat(change.amounts())
                .extracting(each -> each.account() + " " + each.name() + " " + each.before() + " " + each.after())
                .containsExactlyInAnyOrder("1920 Konto 10.00 null", "3000 Konto -10.00 null");
    }

    @Test
    void hashes_by_another_algorithm_are_no_change_and_other_amounts_under_them_are() {
        erp.lockTo(NEW_YEAR);
        fetch(3);
        forgetHashes();
        fetch(4);
        assertThat(told()).isEmpty();

        forgetHashes();
        change("11.00");
        fetch(5);

        assertThat(told()).containsExactly("5 CHANGED 2025-03-03 2025-03-03 [company 2025-12-31]");
    }

    @Test
    void what_is_new_in_a_year_that_was_whole_once_is_new_at_visma_and_what_never_was_whole_tells_nothing() {
        erp.lockTo(NEW_YEAR);
        fetch(3);
        erp.put(new UUID(8, 1), MARCH_3, 801, BigDecimal.ONE);
        fetch(4);
        cover("gen = 4");
        erp.put(new UUID(8, 2), MARCH_3, 802, BigDecimal.ONE);
        fetch(5);
        cover("gen < 6");
        erp.put(new UUID(8, 3), MARCH_3, 803, BigDecimal.ONE);
        fetch(6);

        assertThat(result(marks.newest(firm.tenant(), client, Cursor.START, 10, 1)))
                .extracting(LockedChanges.Change::voucher)
                .containsExactly(new UUID(8, 2), new UUID(8, 1));
    }

    @Test
    void a_products_own_date_counts_from_when_it_is_set_until_it_is_lifted() {
        fetch(3);
        assertThat(lock(Products.AVSTEMMING, SUMMER)).isTrue();
        assertThat(lock(Products.AVSTEMMING, SUMMER)).as("it holds already").isFalse();
        change("11.00");
        fetch(4);
        assertThat(lock(Products.AVSTEMMING, LocalDate.of(2025, 1, 31))).isTrue();
        change("12.00");
        fetch(5);
        assertThat(lock(Products.AVSTEMMING, null)).isTrue();
        assertThat(lock(Products.RAPPORT, MARCH_3)).isTrue();
        change("13.00");
        fetch(6);

        assertThat(told())
                .containsExactly(
                        "6 CHANGED 2025-03-03 2025-03-03 [rapport 2025-03-03]",
                        "4 CHANGED 2025-03-03 2025-03-03 [avstemming 2025-06-30]");
        assertThat(result(periods.productLocks(firm.tenant(), client)))
                .extracting(lock -> lock.product().id() + " " + lock.lockedTo() + " " + lock.setBy())
                .containsExactly(
                        "rapport 2025-03-03 test",
                        "avstemming null test",
                        "avstemming 2025-01-31 test",
                        "avstemming 2025-06-30 test");
    }

    @Test
    void a_day_outside_all_fiscal_years_is_refused_with_the_years_named() {
        fetch(3);

        for (var day : List.of(LocalDate.of(2024, 12, 31), LocalDate.of(2027, 1, 1))) {
            assertThat(refusal(firm, day, Cause.LOCK_OUTSIDE_YEARS).args())
                    .containsExactly(day.toString(), "2025-01-01", "2026-12-31");
        }
        assertThat(result(periods.productLocks(firm.tenant(), client))).isEmpty();
    }

    @Test
    void another_firm_finds_neither_the_client_nor_its_marks() {
        erp.lockTo(NEW_YEAR);
        fetch(3);
        change("11.00");
        fetch(4);
        assertThat(lock(Products.AVSTEMMING, SUMMER)).isTrue();
        var other = new Firm(database);

        assertThat(result(marks.newest(firm.tenant(), client, Cursor.START, 10, 10)))
                .hasSize(1);
        assertThat(result(marks.newest(other.tenant(), client, Cursor.START, 10, 10)))
                .isEmpty();
        assertThat(result(marks.since(other.tenant(), client, 0)).all()).isZero();
        assertThat(result(periods.companyLocks(other.tenant(), client))).isEmpty();
        assertThat(result(periods.productLocks(other.tenant(), client))).isEmpty();
        assertThat(refusal(other, SUMMER, Cause.NOT_FOUND).args()).hasSize(1);
        for (var table : List.of("product_locks", "period_changes", "locked_changes", "locked_change_accounts")) {
            var sql = "SELECT count(*) FROM gateway." + table + " WHERE client_id = $1";
            assertThat(count(firm, sql)).as(table).isPositive();
            assertThat(count(other, sql)).as(table).isZero();
        }
    }

    @Test
    void more_than_is_kept_is_counted_and_the_list_goes_on_where_it_stopped() {
        erp.lockTo(NEW_YEAR);
        fetch(3);
        for (int i = 0; i < 1_003; i++) {
            erp.put(new UUID(7, i), LocalDate.of(2025, 1, 1).plusDays(i % 300), 1_000 + i, BigDecimal.ONE);
        }
        fetch(4);

        assertThat(result(marks.since(firm.tenant(), client, 0))).isEqualTo(new LockedChanges.Counts(1_003, 0, 0));
        assertThat(result(marks.since(firm.tenant(), client, 4)).all()).isZero();
        int seen = 0;
        var place = Cursor.START;
        for (var page = page(place); !page.isEmpty(); page = page(place)) {
            assertThat(page).extracting(LockedChanges.Change::line).isSorted();
            seen += page.size();
            place = page.get(page.size() - 1).cursor();
        }
        assertThat(seen).isEqualTo(1_000);
    }

    private List<LockedChanges.Change> page(Cursor after) {
        return result(marks.newest(firm.tenant(), client, after, LockedChanges.MOST, 2));
    }

    private void change(String amount) {
        erp.put(VOUCHER, MARCH_3, 900, new BigDecimal(amount));
    }

    /** As if an older version of this program had stored what is there. */
    private void forgetHashes() {
        run("UPDATE gateway.vouchers SET hash_version = 0, row_hash = 0, books_hash = 0"
                + " WHERE client_id = $1 AND to_gen IS NULL");
    }

    /** As if these generations had missed something of every year. */
    private void cover(String generations) {
        run("UPDATE gateway.generations SET coverage = '{}' WHERE client_id = $1 AND " + generations);
    }

    private void run(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql), client.value()))
                .ignoreElement());
    }

    private boolean lock(Product product, @Nullable LocalDate day) {
        return result(periods.setProductLock(firm.tenant(), client, product, day, "test"));
    }

    private Fault refusal(Firm who, LocalDate day, Cause cause) {
        var error = error(periods.setProductLock(who.tenant(), client, Products.AVSTEMMING, day, "test"));
        assertThat(error).isInstanceOf(Fault.class);
        var fault = (Fault) error;
        assertThat(fault.reason()).isEqualTo(cause);
        return fault;
    }

    private void fetch(int generation) {
        var node = new SyncNode(database, erp, SyncNode.settings("locked", SyncNode.NEVER));
        node.ask(firm.tenant(), client, Trigger.CLICK);
        var model = new ReadModel(database, client);
        node.workUntil(model::isAtRest, model::run);
        assertThat(model.generation()).isEqualTo(generation);
    }

    private List<String> told() {
        return result(marks.newest(firm.tenant(), client, Cursor.START, 100, 10)).stream()
                .map(each -> each.gen() + " " + each.what() + " " + each.dateBefore() + " " + each.dateAfter() + " "
                        + each.locks().stream()
                                .map(lock -> lock.lock() + " " + lock.lockedTo())
                                .toList())
                .toList();
    }

    private List<String> events() {
        return lines("SELECT kind || ' ' || gen FROM gateway.events WHERE client_id = $1 ORDER BY seq");
    }

    private List<String> lines(String sql) {
        return new ReadModel(database, client).lines(sql);
    }

    private long count(Firm who, String sql) {
        return result(database.forTenant(
                who.tenant(), tx -> tx.first(new Sql("test", sql), row -> row.getLong(0), client.value())
                        .toSingle()));
    }
}
