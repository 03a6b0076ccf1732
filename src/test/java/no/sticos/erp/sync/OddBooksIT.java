package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.books.Entry;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Books at Visma that are not as they should be: named and bounded, and nothing lost. */
@ExtendWith(VertxExtension.class)
class OddBooksIT {
    private static final CompanyPlan PLAN =
            CompanyPlan.of("Rare bøker AS", "310000017", 150).years(2);

    private final Site site;
    private final ClientId client;
    private final ReadModel model;

    OddBooksIT(io.vertx.core.Vertx core) {
        this.site = new Site(new Vertx(core), PLAN);
        this.client = site.newClient();
        this.model = new ReadModel(site.database(), client);
    }

    @BeforeEach
    void load() {
        site.finish(site.node("first", site.database()), client);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void books_that_never_balanced_are_said_so_every_night_alike_and_not_read_without_end() {
        var rows = List.of(new VoucherRow(6800, 100_00, 0, null), new VoucherRow(1920, 0, 99_00, null));
        var crooked = site.books()
                .book(List.of(new Entry("A", site.books().plan().today(), "Skjevt fra før", rows, Entry.Way.CROOKED)))
                .get(0);
        site.fetch(client, Trigger.CLICK);
        var first = deviations();
        assertThat(verdict()).isEqualTo("DEVIATION");
        assertThat(first)
                .anyMatch(line ->
                        line.startsWith("C1 ") && line.contains(crooked.id().toString()));
        assertThat(first).as("the accounts are as at Visma").noneMatch(line -> line.startsWith("C3"));
        int generation = model.generation();
        long whole = requestsOf(Trigger.CLICK);

        for (int night = 1; night <= 4; night++) {
            long asked = requestsOf(Trigger.SCHEDULE);

            assertThat(asked).as("requests of night " + night).isLessThanOrEqualTo(3 * whole);
            assertThat(verdict()).isEqualTo("DEVIATION");
            assertThat(deviations()).isEqualTo(first);
        }
        assertThat(model.generation()).isEqualTo(generation);
    }

    @Test
    void a_date_that_no_year_holds_is_named_with_its_voucher_and_nothing_is_lost() {
        var before = stored();
        var odd = site.books().newest(1).get(0).booked();
        site.sandbox().faults().when("/v2/vouchers*").then(dated(odd, "1989-11-09"));

        site.fetch(client, Trigger.CLICK);

        // Visma's balances have it in the year that its list is of, and its date says otherwise.
        assertThat(model.run()).isEqualTo("DONE");
        assertThat(verdict()).isEqualTo("DEVIATION");
        assertThat(stored()).isEqualTo(before);
        assertThat(model.lines("SELECT DISTINCT check_id || ' ' || at_date || ' ' || voucher_id FROM gateway.deviations"
                        + " WHERE client_id = $1 AND check_id = 'C10'"))
                .containsExactly("C10 1989-11-09 " + odd.id());
        assertThat(model.lines("SELECT outcome FROM gateway.proof_checks JOIN gateway.books USING (client_id)"
                        + " WHERE client_id = $1 AND gen = current_gen AND check_id = 'C8'"))
                .containsExactly("HOLDS");

        site.sandbox().faults().clear();
        site.fetch(client, Trigger.CLICK);
        assertThat(verdict()).isEqualTo("OK");
        assertThat(Difference.of(site.truth(), model.views())).isNull();
    }

    @Test
    void a_lock_date_that_moves_backwards_is_a_setting_like_another() {
        site.books().lockTo(site.books().plan().today().minusMonths(1));
        site.fetch(client, Trigger.SCHEDULE);
        var lockedTo = site.books().years().get(0).start().plusDays(30);
        site.books().lockTo(lockedTo);
        site.books().add("A", lockedTo.plusDays(5), "Etter låsen", cost());

        site.fetch(client, Trigger.SCHEDULE);

        assertThat(model.lines("SELECT accounting_locked_to::text FROM ledger.company_settings WHERE client_id = $1"))
                .containsExactly(lockedTo.toString());
        assertThat(verdict()).isEqualTo("OK");
        assertThat(Difference.of(site.truth(), model.views())).isNull();
    }

    @Test
    void a_series_that_begins_anew_each_year_has_no_gap_and_no_duplicate() {
        for (var year : site.books().years()) {
            for (int i = 0; i < 3; i++) {
                site.books().add("X", year.start().plusDays(i), "Ny serie", cost());
            }
        }

        site.fetch(client, Trigger.SCHEDULE);

        assertThat(verdict()).isEqualTo("OK");
        assertThat(Difference.of(site.truth(), model.views())).isNull();
        assertThat(deviations()).noneMatch(line -> line.contains("C7"));
    }

    /** A voucher tells of another day than it has, wherever it is listed. */
    private static Misbehaviour dated(Voucher voucher, String day) {
        var start = "\"Id\":\"" + voucher.id() + "\",\"VoucherDate\":\"";
        return (call, honest, scheduler) -> honest.answer()
                .map(reply -> reply.with(Buffer.buffer(
                        reply.body().toString().replace(start + voucher.date() + "\"", start + day + "\""))));
    }

    private long requestsOf(Trigger trigger) {
        site.sandbox().faults().forgetCounts();
        site.fetch(client, trigger);
        assertThat(model.run()).isEqualTo("DONE");
        return site.sandbox().faults().count("/v2/*");
    }

    private List<String> deviations() {
        return model.lines("SELECT concat_ws(' ', check_id, year_start, account, voucher_id, expected, found)"
                + " FROM gateway.deviations d JOIN gateway.books b USING (client_id)"
                + " WHERE d.client_id = $1 AND d.gen = b.current_gen ORDER BY 1");
    }

    private Set<String> stored() {
        return new TreeSet<>(model.lines("SELECT voucher_id::text FROM ledger.vouchers WHERE client_id = $1"));
    }

    private String verdict() {
        return model.lines("SELECT verdict FROM gateway.books WHERE client_id = $1")
                .get(0);
    }

    private static List<VoucherRow> cost() {
        return List.of(new VoucherRow(6800, 12_345, 0, null), new VoucherRow(1920, 0, 12_345, null));
    }
}
