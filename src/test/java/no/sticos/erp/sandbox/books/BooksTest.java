package no.sticos.erp.sandbox.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.books.Voucher.Booked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BooksTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);

    @Test
    void equal_plans_make_equal_books_and_another_seed_makes_others() {
        assertThat(books(1, 1, 500).vouchers()).isEqualTo(books(1, 1, 500).vouchers());
        assertThat(books(2, 1, 500).vouchers()).isNotEqualTo(books(1, 1, 500).vouchers());
    }

    @Test
    void every_voucher_balances_and_has_its_own_id() {
        var vouchers = books(1, 1, 3_000).vouchers();

        assertThat(vouchers).allSatisfy(voucher -> assertThat(sum(voucher)).isZero());
        assertThat(vouchers).extracting(Booked::id).doesNotHaveDuplicates().hasSize(3_002);
        assertThat(vouchers).extracting(Booked::text).allMatch(text -> text.length() <= 1000);
    }

    @Test
    void numbers_have_no_gap_within_series_and_year() {
        var books = books(3, 7, 2_000);
        var numbers = new TreeMap<String, TreeMap<Integer, Integer>>();
        books.vouchers().forEach(voucher -> numbers.computeIfAbsent(
                        voucher.series() + yearOf(books, voucher.date()), key -> new TreeMap<>())
                .merge(voucher.number(), 1, Integer::sum));

        assertThat(numbers.values()).allSatisfy(series -> {
            assertThat(series.keySet())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, series.lastKey()).boxed().toList());
            assertThat(series.values()).containsOnly(1);
        });
        assertThat(numbers).hasSizeGreaterThan(10);
    }

    static Stream<LocalDate> boundaries() {
        return Stream.of(
                LocalDate.of(2024, 7, 1),
                LocalDate.of(2025, 6, 30),
                LocalDate.of(2025, 7, 1),
                LocalDate.of(2026, 6, 30),
                LocalDate.of(2026, 7, 1),
                LocalDate.of(2026, 11, 23),
                TODAY);
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void balances_are_the_sums_of_the_rows_and_add_up_to_nothing(LocalDate day) {
        var books = books(4, 7, 1_000);

        var balances = books.balances(day);

        assertThat(balances).isEqualTo(expected(books, day));
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
    }

    @Test
    void fiscal_years_may_start_in_july_and_the_oldest_is_locked() {
        var years = books(1, 7, 10).years();

        assertThat(years)
                .extracting(FiscalYear::start)
                .containsExactly(LocalDate.of(2024, 7, 1), LocalDate.of(2025, 7, 1), LocalDate.of(2026, 7, 1));
        assertThat(years).extracting(FiscalYear::end).last().isEqualTo(LocalDate.of(2027, 6, 30));
        assertThat(years).extracting(FiscalYear::locked).containsExactly(true, false, false);
    }

    @Test
    void there_is_no_balance_before_the_first_year() {
        assertThat(books(1, 1, 100).balances(LocalDate.of(2023, 12, 31))).isEmpty();
    }

    @Test
    void a_back_dated_voucher_moves_balances_and_closes_its_year_anew() {
        var books = books(5, 1, 300);
        var before = books.balances(TODAY);
        var day = LocalDate.of(2025, 5, 5);

        var added = books.add(
                "A",
                day,
                "Etterslep",
                List.of(new VoucherRow(6300, 10_000, 0, null), new VoucherRow(1920, 0, 10_000, null)));

        assertThat(added.modified()).isEqualTo(CLOCK.instant());
        assertThat(books.balances(TODAY)).isNotEqualTo(before).isEqualTo(expected(books, TODAY));
        assertThat(books.balances(TODAY).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isZero();
        assertThat(books.vouchers())
                .filteredOn(voucher -> CLOCK.instant().equals(voucher.modified()))
                .hasSize(2);
    }

    @Test
    void a_changed_voucher_keeps_its_number_and_a_deleted_one_is_gone() {
        var books = books(6, 1, 300);
        var victims = books.vouchers().subList(290, 292);

        var changed = books.change(
                victims.get(0).id(),
                "Rettet",
                List.of(new VoucherRow(1920, 500, 0, null), new VoucherRow(1500, 0, 500, null)));
        books.delete(victims.get(1).id());

        assertThat(changed.number()).isEqualTo(victims.get(0).number());
        assertThat(books.vouchers())
                .contains(changed)
                .doesNotContain(victims.get(0), victims.get(1))
                .hasSize(301);
        assertThat(books.balances(TODAY)).isEqualTo(expected(books, TODAY));
    }

    @Test
    void a_voucher_moves_to_another_day_of_its_year_and_its_stamp_with_it() {
        var books = books(7, 1, 300);
        var voucher = books.newest(1).get(0);
        var day = TODAY.minusMonths(2);

        var moved = books.redate(voucher.id(), day);

        assertThat(moved.date()).isEqualTo(day);
        assertThat(moved.number()).isEqualTo(voucher.number());
        assertThat(moved.modified()).isEqualTo(CLOCK.instant());
        assertThat(books.balances(TODAY.minusMonths(1))).isEqualTo(expected(books, TODAY.minusMonths(1)));
        assertThatThrownBy(() -> books.redate(voucher.id(), TODAY.minusYears(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_newest_vouchers_are_those_entered_last_and_never_a_years_end() {
        var books = books(7, 1, 300);
        var last = books.newest(2);

        var added = books.add(
                "A",
                TODAY.minusYears(1),
                "Etterslep",
                List.of(new VoucherRow(6300, 100, 0, null), new VoucherRow(1920, 0, 100, null)));

        assertThat(books.newest(2))
                .extracting(Voucher::id)
                .containsExactly(added.id(), last.get(0).id());
        books.delete(added.id());
        assertThat(books.newest(2))
                .extracting(Voucher::id)
                .containsExactlyElementsOf(last.stream().map(Voucher::id).toList());
        assertThat(books.newest(1_000)).hasSize(300).noneMatch(voucher -> voucher.text()
                .equals("Årsavslutning"));
    }

    @Test
    void rows_that_do_not_balance_are_refused() {
        var books = books(1, 1, 10);

        assertThatThrownBy(() -> books.add("A", TODAY, "Skjevt", List.of(new VoucherRow(1920, 1, 0, null))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(books.vouchers()).hasSize(12);
    }

    @Test
    void stamps_are_tied_missing_and_of_every_length_somewhere() {
        var vouchers = books(8, 1, 4_000).vouchers();

        assertThat(vouchers).anyMatch(voucher -> voucher.modified() == null);
        assertThat(vouchers).anyMatch(voucher -> voucher.created().get(ChronoField.NANO_OF_SECOND) == 0);
        assertThat(vouchers).anyMatch(voucher -> voucher.created().get(ChronoField.NANO_OF_SECOND) % 1000 != 0);
        assertThat(vouchers)
                .noneMatch(voucher -> voucher.created().isAfter(CLOCK.instant().plus(Duration.ofDays(1))));
        assertThat(vouchers).anyMatch(voucher -> voucher.text().contains("<script>"));
    }

    /** The same figures by another way: written-down vouchers, a year found by its dates. */
    private static Map<Integer, Long> expected(Books books, LocalDate day) {
        var sums = new HashMap<Integer, Long>(books.openingBalances());
        var year = yearOf(books, day);
        for (var voucher : books.vouchers()) {
            for (var row : voucher.rows()) {
                boolean counts =
                        row.account() < 3000 || yearOf(books, voucher.date()).equals(year);
                if (!voucher.date().isAfter(day) && counts) {
                    sums.merge(row.account(), row.debit() - row.credit(), Long::sum);
                }
            }
        }
        return sums;
    }

    private static LocalDate yearOf(Books books, LocalDate day) {
        return books.years().stream()
                .filter(year -> year.holds(day))
                .findFirst()
                .orElseThrow()
                .start();
    }

    private static long sum(Voucher voucher) {
        return voucher.rows().stream().mapToLong(VoucherRow::amount).sum();
    }

    private static Books books(long seed, int firstMonth, int vouchers) {
        return new Books(new BooksPlan(seed, vouchers, 3, firstMonth, TODAY), CLOCK);
    }
}
