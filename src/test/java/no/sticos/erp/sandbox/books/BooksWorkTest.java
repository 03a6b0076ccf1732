package no.sticos.erp.sandbox.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What people do in Visma beside booking and changing: other years, locks, imports, and books that never balanced. */
class BooksWorkTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:15:00.123456789Z"), ZoneOffset.UTC);

    private final Books books = new Books(new BooksPlan(1, 300, 3, 1, TODAY), CLOCK);

    @Test
    void a_voucher_moves_to_another_year_takes_the_next_number_there_and_both_years_are_closed_anew() {
        var lastYear = books.years().get(1);
        var voucher = books.add("A", lastYear.start(), "Flyttes", cost(10_000));
        var closing = closing(lastYear);
        int next = books.ledger().nextNumber("A", books.years().get(0));

        var moved = books.transfer(voucher.id(), books.years().get(0).start());

        assertThat(moved.number()).isEqualTo(next);
        assertThat(moved.created()).isEqualTo(voucher.created());
        assertThat(closing(lastYear)).isNotEqualTo(closing);
        assertThat(sum(lastYear.end())).isZero();
        assertThat(sum(books.years().get(0).end())).isZero();
    }

    @Test
    void vouchers_that_are_booked_in_one_go_have_one_stamp_and_numbers_of_their_own() {
        var entry = Entry.of("L", TODAY, "Lønn", cost(100));

        var booked = books.book(List.of(entry, entry, entry));

        assertThat(booked).extracting(Voucher::modified).containsOnly(Instant.parse("2026-11-24T09:15:00.123456700Z"));
        int first = booked.get(0).number();
        assertThat(booked).extracting(Voucher::number).containsExactly(first, first + 1, first + 2);
        assertThat(booked).extracting(Voucher::id).doesNotHaveDuplicates();
    }

    @Test
    void an_imported_voucher_has_no_stamp_until_somebody_changes_it() {
        var imported = books.book(
                        List.of(Entry.of("A", TODAY, "Import", cost(5)).as(Entry.Way.IMPORTED)))
                .get(0);

        assertThat(imported.modified()).isNull();
        assertThat(books.change(imported.id(), "Rettet", cost(6)).modified()).isNotNull();
    }

    @Test
    void only_old_books_hold_rows_that_do_not_balance() {
        var rows = List.of(new VoucherRow(6800, 100, 0, null), new VoucherRow(1920, 0, 99, null));

        assertThatThrownBy(() -> Entry.of("A", TODAY, "Skjevt", rows)).isInstanceOf(IllegalArgumentException.class);
        books.book(List.of(new Entry("A", TODAY, "Skjevt", rows, Entry.Way.CROOKED)));

        assertThat(sum(TODAY)).isEqualTo(1);
    }

    @Test
    void a_year_is_opened_after_the_last_and_holds_vouchers() {
        var year = books.openYear();

        assertThat(year.start()).isEqualTo(LocalDate.of(2027, 1, 1));
        assertThat(books.years()).last().isEqualTo(year);
        var first = books.add("A", LocalDate.of(2027, 1, 2), "Nytt år", cost(1));
        assertThat(first.number()).isEqualTo(1);
    }

    @Test
    void locks_move_both_ways() {
        assertThat(books.lockedTo()).isEqualTo(LocalDate.of(2024, 12, 31));
        books.lockTo(LocalDate.of(2026, 9, 30));
        assertThat(books.lockedTo()).isEqualTo(LocalDate.of(2026, 9, 30));
        books.lockTo(LocalDate.of(2025, 12, 31));
        assertThat(books.lockedTo()).isEqualTo(LocalDate.of(2025, 12, 31));
        books.lockTo(null);
        assertThat(books.lockedTo()).isNull();

        books.lockYear(books.years().get(1).id(), true);
        books.lockYear(books.years().get(0).id(), false);
        assertThat(books.years()).extracting(FiscalYear::locked).containsExactly(false, true, false);
    }

    /** The year's closing follows in the same step: a balance sheet that somebody reads in between sums to 0. */
    @Test
    void a_reader_never_sees_half_a_change() throws InterruptedException {
        var lastYear = books.years().get(1);
        var done = new AtomicBoolean();
        var crooked = new AtomicLong();
        var reader = new Thread(() -> {
            while (!done.get()) {
                crooked.addAndGet(Math.abs(sum(lastYear.end())));
            }
        });
        reader.start();
        for (int i = 1; i <= 200; i++) {
            books.add("A", lastYear.start(), "Etterslep", cost(i));
        }
        done.set(true);
        reader.join(Duration.ofSeconds(5).toMillis());

        assertThat(crooked).hasValue(0);
    }

    private Voucher closing(FiscalYear year) {
        return books.vouchers().stream()
                .filter(voucher ->
                        year.end().equals(voucher.date()) && voucher.text().equals("Årsavslutning"))
                .findFirst()
                .orElseThrow();
    }

    /** Of classes 1 and 2 alone, since the others begin anew: what a closed year leaves. */
    private long sum(LocalDate day) {
        return books.balances(day).values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<VoucherRow> cost(long ore) {
        return List.of(new VoucherRow(6800, ore, 0, null), new VoucherRow(1920, 0, ore, null));
    }
}
