package no.sticos.erp.sandbox.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.kernel.PersonalNumber;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.BooksPlan;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.testing.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sub-ledgers, bank and VAT are the books, seen from another side. */
class TradeTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final int PAYMENT_FROM_CUSTOMER = 10;
    private static final int SUPPLIER_INVOICE = 12;

    private final ManualClock clock = ManualClock.at("2026-11-24T09:00:00Z");

    @ParameterizedTest
    @CsvSource({"1,1500", "2,400", "3,20", "4,0"})
    void open_items_add_up_to_their_accounts(long seed, int vouchers) {
        var books = books(seed, vouchers);

        assertThatItemsAreTheAccounts(books, new Trade(books).now());
    }

    @Test
    void open_items_follow_whatever_is_done_to_the_vouchers() {
        var books = books(5, 600);
        var trade = new Trade(books);
        var vouchers = books.vouchers();

        books.add("A", TODAY, "Salg", rows(1500, 3000, 70_000));
        books.add("A", TODAY.minusYears(1), "Etterslep", rows(6800, 2400, 5_000));
        books.add("D", TODAY, "For mye innbetalt", rows(1920, 1500, 9_900_000_000L));
        books.delete(vouchers.get(100).id());
        books.change(vouchers.get(200).id(), "Rettet", rows(2400, 1920, 123));
        books.redate(vouchers.get(300).id(), vouchers.get(300).date().minusDays(3));

        assertThatItemsAreTheAccounts(books, trade.now());
        assertThat(trade.now().receivables()).anyMatch(item -> item.remaining() < 0);
    }

    @Test
    void old_invoices_are_paid_and_new_ones_are_not() {
        var now = new Trade(books(6, 2_000)).now();

        assertThat(Stream.of(now.receivables(), now.payables())).allSatisfy(items -> {
            var old = items.stream()
                    .filter(item -> item.date().isBefore(TODAY.minusDays(70)))
                    .toList();
            var fresh = items.stream()
                    .filter(item -> item.date().isAfter(TODAY.minusDays(20)))
                    .toList();
            assertThat(old).hasSizeGreaterThan(400);
            assertThat(old.stream().filter(item -> item.remaining() == 0).count())
                    .isGreaterThan(old.size() * 95L / 100);
            assertThat(fresh.stream()
                            .filter(item -> item.remaining() == item.total())
                            .count())
                    .isGreaterThan(fresh.size() * 8L / 10);
        });
    }

    @Test
    void an_item_that_is_open_has_been_paid_in_part_somewhere() {
        assertThat(new Trade(books(1, 2_000)).now().receivables())
                .anyMatch(item -> item.paid() != null && item.remaining() > 0 && item.remaining() < item.total());
    }

    @Test
    void a_payment_that_is_deleted_opens_its_invoices_again_and_their_stamps_move() {
        var books = books(7, 800);
        var trade = new Trade(books);
        var before = trade.now();
        var last = books.newest(900).stream()
                .filter(v -> v.type() == PAYMENT_FROM_CUSTOMER)
                .findFirst()
                .orElseThrow();
        clock.pass(Duration.ofHours(2));

        books.delete(last.id());

        var opened = trade.now().receivables().stream()
                .filter(item -> remaining(before, item) != item.remaining())
                .toList();
        assertThat(opened).isNotEmpty().allMatch(item -> item.modified().equals(clock.instant()));
        assertThat(trade.now().receivables())
                .filteredOn(item -> !opened.contains(item))
                .noneMatch(item -> item.modified().equals(clock.instant()));
    }

    @Test
    void items_of_a_deleted_invoice_vanish_and_others_keep_ids_and_numbers() {
        var books = books(8, 500);
        var trade = new Trade(books);
        var before = trade.now().payables();
        var invoice = books.vouchers().stream()
                .filter(v -> v.type() == SUPPLIER_INVOICE)
                .findFirst()
                .orElseThrow();

        books.delete(invoice.id());

        assertThat(trade.now().payables())
                .extracting(Item::id, Item::number, Item::party)
                .containsExactlyElementsOf(before.stream()
                        .filter(item -> !item.id().equals(invoice.sourceId()))
                        .map(item -> tuple(item.id(), item.number(), item.party()))
                        .toList());
    }

    @Test
    void ids_and_numbers_are_nobody_elses() {
        var now = new Trade(books(9, 3_000)).now();

        assertThat(Stream.of(now.receivables(), now.payables())).allSatisfy(items -> {
            assertThat(items).extracting(Item::id).doesNotHaveDuplicates();
            assertThat(items).extracting(Item::number).doesNotHaveDuplicates();
        });
        assertThat(now.bank()).extracting(BankLine::id).doesNotHaveDuplicates();
    }

    @Test
    void parties_have_synthetic_numbers_in_many_forms_and_some_are_people() {
        var trade = new Trade(books(10, 4_000));
        var all = Stream.concat(trade.customers().stream(), trade.suppliers().stream())
                .toList();

        assertThat(all).extracting(Party::id).doesNotHaveDuplicates().hasSizeGreaterThan(150);
        assertThat(all).filteredOn(Party::isPerson).hasSizeGreaterThan(20).allSatisfy(person -> {
            assertThat(PersonalNumber.read(String.valueOf(person.identity()))).isPresent();
            assertThat(Integer.parseInt(String.valueOf(person.identity()).substring(2, 4)))
                    .isBetween(81, 92);
        });
        assertThat(all)
                .filteredOn(party -> !party.isPerson() && party.identity() != null)
                .hasSizeGreaterThan(100)
                .allMatch(company ->
                        Orgnr.read(String.valueOf(company.identity())).isPresent());
        assertThat(all).anyMatch(party -> party.identity() == null);
        assertThat(all).anyMatch(party -> String.valueOf(party.identity()).endsWith("MVA"));
    }

    @Test
    void what_was_booked_on_the_bank_is_the_banks_and_a_little_is_not_booked_yet() {
        var books = books(11, 1_000);
        var lines = new Trade(books).now().bank();

        assertThat(lines.stream()
                        .filter(line -> line.voucher() != null)
                        .mapToLong(BankLine::amount)
                        .sum())
                .isEqualTo(balance(books, 1920) - books.openingBalances().getOrDefault(1920, 0L));
        assertThat(lines).filteredOn(line -> line.voucher() == null).hasSize(5).allMatch(line -> line.amount() != 0);
    }

    @Test
    void vat_of_all_terms_is_what_stands_on_the_vat_accounts() {
        var books = books(12, 1_000);

        assertThat(new Trade(books)
                        .now().vat().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(-Stream.of(2700, 2701, 2702, 2710, 2711, 2712)
                        .mapToLong(account -> balance(books, account))
                        .sum());
    }

    private static void assertThatItemsAreTheAccounts(Books books, Standing now) {
        assertThat(now.receivables().stream().mapToLong(Item::remaining).sum()).isEqualTo(balance(books, 1500));
        assertThat(now.payables().stream().mapToLong(Item::remaining).sum()).isEqualTo(-balance(books, 2400));
        assertThat(now.unpaid().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(balance(books, 1500) - balance(books, 2400));
    }

    private static long remaining(Standing standing, Item item) {
        return standing.receivables().stream()
                .filter(known -> known.id().equals(item.id()))
                .findFirst()
                .orElseThrow()
                .remaining();
    }

    private static long balance(Books books, int account) {
        return books.balances(TODAY).getOrDefault(account, 0L);
    }

    private static List<VoucherRow> rows(int debit, int credit, long amount) {
        return List.of(new VoucherRow(debit, amount, 0, null), new VoucherRow(credit, 0, amount, null));
    }

    private Books books(long seed, int vouchers) {
        return new Books(new BooksPlan(seed, vouchers, 3, 1, TODAY), clock);
    }
}
