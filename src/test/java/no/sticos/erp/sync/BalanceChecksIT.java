package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.util.Random;
import no.sticos.erp.testing.StubBooks;
import no.sticos.erp.testing.StubBooks.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks against Visma's own balances: wrong books are named, right ones never are, whatever is not known. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalanceChecksIT {
    private final StubFetch gateway;
    private StubBooks books;

    BalanceChecksIT(io.vertx.core.Vertx core) {
        this.gateway = new StubFetch(new Vertx(core));
        this.books = new StubBooks(gateway.begin(), 2024, 2026);
    }

    @BeforeEach
    void someBooks() {
        books = new StubBooks(gateway.begin(), 2024, 2026)
                .opens(1920, "1000.00")
                .opens(2050, "-1000.00");
        books.move("A1", "2024-03-01", 1920, 3000, "300.00");
        books.move("A1", "2025-04-01", 6300, 1920, "120.00");
        books.move("A1", "2026-05-01", 1920, 3000, "70.00");
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void right_books_hold_in_every_check() {
        transfer(2024);
        transfer(2025);

        fetch();

        assertThat(verdict()).isEqualTo("OK");
        assertThat(gateway.check("C3")).startsWith("HOLDS ERROR");
        assertThat(gateway.check("C4")).isEqualTo("HOLDS ERROR 3 3 0");
        assertThat(gateway.check("C5")).isEqualTo("HOLDS WARN 4 4");
        assertThat(gateway.rows("d.check_id", "gateway.deviations d")).isEmpty();
    }

    @Test
    void a_wrong_balance_is_named_with_account_and_year_and_so_is_where_the_year_began() {
        transfer(2024);
        transfer(2025);
        books.lie("2026-12-31", 1920, "0.01");
        books.lie("2026-12-31", 3000, "-0.01");

        fetch();

        assertThat(verdict()).isEqualTo("DEVIATION");
        assertThat(gateway.deviations("C3", "year_start, account, expected, found, difference"))
                .containsExactly("2026-01-01 1920 1250.01 1250.00 -0.01", "2026-01-01 3000 -70.01 -70.00 0.01");
        assertThat(gateway.check("C5")).isEqualTo("DEVIATES WARN 3 4");
        assertThat(gateway.deviations("C5", "year_start, account, expected, found"))
                .containsExactly("2026-01-01 1920 1180.00 1180.01");
        assertThat(gateway.check("C4")).startsWith("HOLDS");
    }

    @Test
    void a_result_that_nobody_has_transferred_is_worth_a_look_and_no_deviation() {
        fetch();

        assertThat(verdict()).isEqualTo("OK");
        assertThat(gateway.check("C4")).isEqualTo("DEVIATES WARN 1 3 180.00 result");
        assertThat(gateway.deviations("C4", "year_start, expected, found"))
                .containsExactly("2025-01-01 0 300.00", "2026-01-01 0 180.00");
        assertThat(gateway.check("C5")).startsWith("HOLDS");
        assertThat(gateway.check("C3")).startsWith("HOLDS");
    }

    @Test
    void a_result_that_visma_moves_by_itself_is_explained() {
        books.moveResultsSilently();

        fetch();

        assertThat(verdict()).isEqualTo("OK");
        assertThat(gateway.check("C4")).isEqualTo("HOLDS ERROR 3 3 0");
        assertThat(gateway.check("C5")).isEqualTo("HOLDS WARN 4 4 moved");

        books.lie("2026-12-31", 2050, "0.01");
        fetch();

        assertThat(verdict()).isEqualTo("DEVIATION");
    }

    @Test
    void balances_that_do_not_add_up_within_a_year_are_wrong() {
        transfer(2024);
        books.lie("2025-12-31", 6300, "5.00");

        fetch();

        assertThat(gateway.check("C4")).isEqualTo("DEVIATES ERROR 1 3 5.00");
        assertThat(gateway.deviations("C4", "year_start, at_date, expected, found"))
                .containsExactly("2025-01-01 2025-12-31 0.00 5.00");
        assertThat(verdict()).isEqualTo("DEVIATION");
    }

    @Test
    void books_that_never_balance_at_visma_are_kept_and_named() {
        var lame = books.book("A2", "2025-06-01", Row.of(1920, "10.00"));

        fetch();

        assertThat(gateway.check("C1")).startsWith("DEVIATES ERROR");
        assertThat(gateway.deviations("C1", "voucher_id, found")).containsExactly(lame + " 10.00");
        assertThat(gateway.check("C4")).startsWith("DEVIATES ERROR");
        assertThat(gateway.check("C3")).startsWith("HOLDS");
        assertThat(gateway.rows("account, debit", "ledger.voucher_rows")).contains("1920 10.00");
    }

    @Test
    void an_opening_balance_on_an_account_that_begins_anew_is_named() {
        books.opens(3900, "-25.00").opens(1500, "25.00");

        fetch();

        assertThat(gateway.deviations("C5", "year_start, account, expected, found"))
                .containsExactly("2024-01-01 3900 0 -25.00");
        assertThat(gateway.check("C5")).startsWith("DEVIATES WARN");
    }

    @Test
    void without_any_balances_nothing_is_right_or_wrong() {
        books.silence("2024-12-31");
        books.silence("2025-12-31");
        books.silence("2026-12-31");

        fetch();

        assertThat(verdict()).isEqualTo("UNKNOWN");
        assertThat(gateway.check("C3")).isEqualTo("UNKNOWN ERROR 0 0 2024");
        assertThat(gateway.check("C4")).isEqualTo("NOT_APPLICABLE ERROR 0 0 noBalances");
        assertThat(gateway.check("C5")).isEqualTo("NOT_APPLICABLE WARN 0 0 noBalances");
        assertThat(gateway.rows("d.check_id", "gateway.deviations d")).isEmpty();
    }

    @Test
    void a_year_whose_opening_nobody_knows_cannot_be_disproved_and_the_others_can() {
        books.silence("2024-12-31");
        fetch();
        assertThat(verdict()).isEqualTo("UNKNOWN");
        assertThat(gateway.check("C3")).isEqualTo("UNKNOWN ERROR 4 4 2024");
        assertThat(gateway.check("C4")).isEqualTo("UNKNOWN ERROR 0 2 noOpening");
        assertThat(gateway.deviations("C3", "account")).isEmpty();
        assertThat(gateway.deviations("C4", "year_start")).isEmpty();

        books.lie("2026-12-31", 3000, "1.00");
        fetch();
        assertThat(verdict()).isEqualTo("DEVIATION");
        assertThat(gateway.deviations("C3", "year_start, account")).containsExactly("2026-01-01 3000");
    }

    @Test
    void an_empty_year_without_balances_opens_the_next_one_with_nothing() {
        books = new StubBooks(gateway.begin(), 2025, 2026);
        books.move("A1", "2026-05-01", 1920, 3000, "70.00");
        fetch();
        assertThat(verdict()).isEqualTo("OK");

        books.lie("2026-12-31", 1920, "-1.00");
        fetch();
        assertThat(gateway.deviations("C3", "year_start, account")).containsExactly("2026-01-01 1920");
    }

    @Test
    void a_date_outside_all_years_is_named_and_the_voucher_kept() {
        var early = books.move("A9", "2019-12-31", 1920, 3000, "1.00");

        fetch();
        fetch();

        assertThat(gateway.check("C10")).startsWith("DEVIATES WARN");
        assertThat(gateway.deviations("C10", "at_date, account, voucher_id"))
                .containsExactly("2019-12-31 1920 " + early, "2019-12-31 3000 " + early);
        assertThat(gateway.rows("voucher_id", "ledger.vouchers")).contains(early.toString());
        assertThat(gateway.check("C8")).isEqualTo("HOLDS ERROR 4 4");
        assertThat(verdict()).isEqualTo("OK");
        assertThat(gateway.check("C7")).as("it is in no year's series").isEqualTo("HOLDS WARN 3 3");
    }

    /** Right books, their results transferred in whole, in part, in either way or not at all. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void right_books_are_never_a_deviation(long seed) {
        var random = new Random(seed);
        int first = 2026 - random.nextInt(4);
        books = new StubBooks(gateway.begin(), first, 2026);
        if (random.nextBoolean()) {
            books.opens(1920, "5000.00").opens(2400, "-800.00").opens(2050, "-4200.00");
        }
        for (int year = first; year <= 2026; year++) {
            for (int number = 1; number <= random.nextInt(6); number++) {
                var amount =
                        BigDecimal.valueOf(1 + random.nextInt(1_000_000), 2).toPlainString();
                boolean sale = random.nextBoolean();
                books.move("A" + number, year + "-06-1" + number, sale ? 1920 : 6300, sale ? 3000 : 2400, amount);
            }
            if (random.nextInt(3) == 0) {
                transfer(year);
            }
        }
        if (random.nextInt(4) == 0) {
            books.moveResultsSilently();
        }

        fetch();

        assertThat(verdict()).as("seed " + seed).isEqualTo("OK");
        assertThat(gateway.rows(
                        "p.check_id",
                        "(SELECT * FROM gateway.proof_checks WHERE level = 'ERROR' AND outcome = 'DEVIATES') p"))
                .isEmpty();
    }

    private void transfer(int year) {
        var result = books.result(year);
        books.bookByHand("B1", year + "-12-31", new Row(8960, result.negate(), "null"), new Row(2050, result, "null"));
    }

    private void fetch() {
        books.serve();
        if (gateway.rows("current_gen", "gateway.books").isEmpty()) {
            gateway.fetchWhole();
        } else {
            gateway.fetch();
        }
    }

    private String verdict() {
        return gateway.generation("b.verdict");
    }
}
