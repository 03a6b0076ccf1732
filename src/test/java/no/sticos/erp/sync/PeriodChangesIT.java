package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.events.PeriodChanges;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.LockedChanges.Cursor;
import no.sticos.erp.sandbox.books.FiscalYear;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done at Visma to the vouchers of a locked year, and what is told of it here. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeriodChangesIT {
    private final Site site;
    private final FiscalYear locked;
    private final FiscalYear open;

    PeriodChangesIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(new Vertx(vertx), CompanyPlan.of("Låst Lager AS", "974760673", 60));
        var years = site.books().years();
        this.locked = years.get(0);
        this.open = years.get(2);
        assertThat(locked.locked()).isTrue();
        assertThat(open.locked()).isFalse();
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void a_first_load_of_a_locked_year_tells_of_nothing() {
        book(locked.start().plusDays(40), 1_000);
        var client = fetched();

        assertThat(events(client)).containsExactly("generation 1", "generation 2", "generation 3");
        assertThat(changes(client)).isEmpty();
    }

    @Test
    void a_voucher_in_a_locked_year_that_is_added_changed_or_deleted_is_told_with_before_and_after_per_account() {
        var changed = book(locked.start().plusDays(40), 1_000);
        var moved = book(locked.start().plusDays(41), 2_000);
        var gone = book(locked.start().plusDays(43), 500);
        var client = fetched();
        site.books().delete(gone);
        assertThat(site.books().change(changed, "Rettet", rows(1_750))).isNotNull();
        assertThat(site.books().redate(moved, locked.end())).isNotNull();
        var added = book(locked.start().plusDays(42), 99);
        book(open.start().plusDays(5), 5_000);

        again(client);

        assertThat(events(client)).endsWith("generation 4", "period_changed 4").hasSize(5);
        assertThat(changes(client))
                .extracting(PeriodChangesIT::told)
                .containsExactly(
                        told(changed, "CHANGED", day(40) + " " + day(40), "1500: 10.00 17.50", "2400: -10.00 -17.50"),
                        told(
                                moved,
                                "CHANGED",
                                day(41) + " " + locked.end(),
                                "1500: 20.00 20.00",
                                "2400: -20.00 -20.00"),
                        told(added, "NEW", "null " + day(42), "1500: null 0.99", "2400: null -0.99"),
                        told(gone, "DELETED", day(43) + " null", "1500: 5.00 null", "2400: -5.00 null"));
        assertThat(changes(client)).allSatisfy(change -> {
            assertThat(change.gen()).isEqualTo(4);
            assertThat(change.modifiedUtc()).isNotNull();
            assertThat(change.numberBefore() + change.numberAfter()).contains("L");
            assertThat(change.locks())
                    .containsExactly(
                            new LockedChanges.Lock("company", locked.end()),
                            new LockedChanges.Lock("fiscal_year", locked.end()));
        });
        assertThat(new ReadModel(site.database(), client)
                        .lines("SELECT outcome || ' ' || level || ' ' || (checked - passed) FROM gateway.proof_checks"
                                + " WHERE client_id = $1 AND check_id = 'C11' ORDER BY gen"))
                .endsWith("DEVIATES WARN 4");
    }

    @Test
    void what_products_are_told_is_bounded_and_says_how_many_there_are() {
        var client = fetched();
        for (int i = 0; i < PeriodChanges.MOST_VOUCHERS + 3; i++) {
            book(locked.start().plusDays(i), 100 + i);
        }

        again(client);

        var told = Await.result(new LedgerChanges(site.database()).periodChanges(client, 4));
        assertThat(told.vouchers()).hasSize(PeriodChanges.MOST_VOUCHERS);
        assertThat(told.added()).isEqualTo(PeriodChanges.MOST_VOUCHERS + 3);
        assertThat(told.fromGen()).isEqualTo(3);
        assertThat(told.lockedBefore()).isEqualTo(locked.end());
        var first = told.vouchers().get(0);
        assertThat(first.what()).isEqualTo("new");
        assertThat(first.accounts())
                .containsExactlyInAnyOrder(
                        new PeriodChanges.Account(1500, null, "1.00"), new PeriodChanges.Account(2400, null, "-1.00"));
    }

    @Test
    void another_text_on_a_voucher_of_a_locked_year_makes_no_mark() {
        var voucher = book(locked.start().plusDays(50), 3_000);
        var client = fetched();
        assertThat(site.books().change(voucher, "Bare en annen tekst", rows(3_000)))
                .isNotNull();

        again(client);

        assertThat(events(client)).endsWith("generation 3", "generation 4");
        assertThat(changes(client)).isEmpty();
        assertThat(Await.result(marks().since(site.firm().tenant(), client, 0)).all())
                .isZero();
    }

    @CanIgnoreReturnValue
    private UUID book(LocalDate date, long minor) {
        return site.books().add("L", date, "Flytting", rows(minor)).id();
    }

    /** On the balance sheet only: a result would close its year anew. */
    private static List<VoucherRow> rows(long minor) {
        return List.of(new VoucherRow(1500, minor, 0, null), new VoucherRow(2400, 0, minor, null));
    }

    private ClientId fetched() {
        var client = site.newClient();
        site.finish(site.node("first", site.database()), client);
        assertThat(new ReadModel(site.database(), client).generation()).isEqualTo(3);
        return client;
    }

    private void again(ClientId client) {
        site.ask(client);
        site.finish(site.node("next", site.database()), client);
        assertThat(new ReadModel(site.database(), client).generation()).isEqualTo(4);
    }

    private List<String> events(ClientId client) {
        return new ReadModel(site.database(), client)
                .lines("SELECT kind || ' ' || gen FROM gateway.events WHERE client_id = $1 ORDER BY seq");
    }

    private LockedChanges marks() {
        return new LockedChanges(site.database());
    }

    private List<LockedChanges.Change> changes(ClientId client) {
        return Await.result(marks().newest(site.firm().tenant(), client, Cursor.START, LockedChanges.MOST, 10));
    }

    private static String told(LockedChanges.Change change) {
        return told(
                change.voucher(),
                change.what().name(),
                change.dateBefore() + " " + change.dateAfter(),
                change.amounts().stream()
                        .map(each -> each.account() + ": " + each.before() + " " + each.after())
                        .sorted()
                        .toArray(String[]::new));
    }

    private static String told(UUID voucher, String what, String dates, String... amounts) {
        return voucher + " " + what + " " + dates + " " + List.of(amounts);
    }

    private LocalDate day(int day) {
        return locked.start().plusDays(day);
    }
}
