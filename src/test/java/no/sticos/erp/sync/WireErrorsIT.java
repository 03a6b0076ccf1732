package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One wrong amount, account or row on its way to us: the proof names account and year. Promise P6, T16 (b). */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireErrorsIT {
    private static final long SEED = 1616;

    private final Site site;
    private final Random random = new Random(SEED);

    WireErrorsIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(
                new Vertx(vertx),
                CompanyPlan.of("Feilan Handel AS", "974760673", 60).years(2));
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void a_wrong_amount_account_or_row_is_named_with_account_and_year() {
        everyErrorIsNamed(2);
    }

    @Test
    @Tag("fault")
    void many_wrong_amounts_accounts_and_rows_are_named_with_account_and_year() {
        everyErrorIsNamed(40);
    }

    private void everyErrorIsNamed(int times) {
        int made = 0;
        var missed = new ArrayList<String>();
        for (int time = 0; time < times; time++) {
            for (var error : List.of("amount", "account", "row gone", "row twice")) {
                var spot = spot();
                site.sandbox().faults().when("/v2/vouchers*").then(WireErrors.in(spot.voucher.id(), how(error, spot)));
                var named = named();
                site.sandbox().faults().clear();
                made++;
                if (!named.contains(spot.account() + " " + year(spot))) {
                    missed.add(error + " of " + spot.account() + " " + year(spot) + ", named: " + named);
                }
            }
        }
        System.out.println("T16 (b): " + (made - missed.size()) + " of " + made
                + " wrong amounts, accounts and rows named with account and year, seed " + SEED);
        assertThat(missed).isEmpty();
    }

    private static Consumer<List<JsonValue>> how(String error, Spot spot) {
        return switch (error) {
            case "amount" -> WireErrors.amount(spot.row, new BigDecimal("0.01"));
            case "account" -> WireErrors.account(spot.row, spot.account() == 6800 ? 7000 : 6800);
            case "row gone" -> rows -> rows.remove(spot.row);
            default -> rows -> rows.add(rows.get(spot.row));
        };
    }

    /** What the proof of a new client's books names: account and first day of the year. */
    private List<String> named() {
        var client = site.newClient();
        site.finish(site.node("node", site.database()), client);
        var model = new ReadModel(site.database(), client);
        assertThat(model.run()).isEqualTo("DONE");
        assertThat(model.lines("SELECT verdict FROM gateway.books WHERE client_id = $1"))
                .containsExactly("DEVIATION");
        return model.lines("SELECT DISTINCT d.account || ' ' || d.year_start FROM gateway.deviations d"
                + " JOIN gateway.books b ON b.client_id = d.client_id AND b.current_gen = d.gen"
                + " WHERE d.client_id = $1 AND d.check_id = 'C3'");
    }

    private Spot spot() {
        var vouchers = site.books().vouchers();
        var voucher = vouchers.get(random.nextInt(vouchers.size()));
        return new Spot(voucher, random.nextInt(voucher.rows().size()));
    }

    private String year(Spot spot) {
        return site.books().years().stream()
                .filter(year -> !spot.voucher.date().isBefore(year.start())
                        && !spot.voucher.date().isAfter(year.end()))
                .map(year -> year.start().toString())
                .findFirst()
                .orElseThrow();
    }

    /** A row of a voucher, as the sandbox has it. */
    private record Spot(Voucher.Booked voucher, int row) {
        long account() {
            return voucher.rows().get(row).account();
        }
    }
}
