package no.sticos.erp.sandbox.trade;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Mix;
import no.sticos.erp.sandbox.books.Voucher;

/** One walk over all rows of the books, that sorts what belongs to customers, suppliers, bank and VAT. */
final class Rows {
    private static final int RECEIVABLES = 1500;
    private static final int PAYABLES = 2400;
    private static final int FIRST_VAT = 2700;
    private static final int LAST_VAT = 2712;
    private static final long BANK = 0x4C494E45L;
    private static final int UNBOOKED = 5;

    private record Movement(Voucher voucher, long amount) {}

    private final Books books;
    private final List<Party> customers;
    private final List<Party> suppliers;
    private final List<Movement> onReceivables = new ArrayList<>();
    private final List<Movement> onPayables = new ArrayList<>();
    private final List<BankLine> bank = new ArrayList<>();
    private final SortedMap<LocalDate, Long> vat = new TreeMap<>();

    Rows(Books books, List<Party> customers, List<Party> suppliers) {
        this.books = books;
        this.customers = customers;
        this.suppliers = suppliers;
    }

    Rows read(Stream<Voucher> vouchers) {
        vouchers.forEach(this::read);
        return this;
    }

    private void read(Voucher voucher) {
        long receivable = 0;
        long payable = 0;
        long moved = 0;
        for (var row : voucher.rows()) {
            int account = row.account();
            receivable += account == RECEIVABLES ? row.amount() : 0;
            payable -= account == PAYABLES ? row.amount() : 0;
            moved += account == Bank.OPERATING.ledgerAccount() ? row.amount() : 0;
            if (account >= FIRST_VAT && account <= LAST_VAT) {
                vat.merge(Trade.term(voucher.date()), -row.amount(), Long::sum);
            }
        }
        keep(onReceivables, voucher, receivable);
        keep(onPayables, voucher, payable);
        if (moved != 0) {
            var id = Mix.uuid(books.plan().seed() ^ BANK, voucher.id().getMostSignificantBits());
            bank.add(new BankLine(id, voucher, voucher.date(), moved, voucher.series() + voucher.number()));
        }
    }

    private static void keep(List<Movement> movements, Voucher voucher, long amount) {
        if (amount != 0) {
            movements.add(new Movement(voucher, amount));
        }
    }

    List<Item> receivables() {
        return items(onReceivables, customers, books.openingBalances().getOrDefault(RECEIVABLES, 0L));
    }

    List<Item> payables() {
        return items(onPayables, suppliers, -books.openingBalances().getOrDefault(PAYABLES, 0L));
    }

    private List<Item> items(List<Movement> movements, List<Party> parties, long opening) {
        var firstDay = books.years().get(0).start();
        var side = new SubLedger(parties, books.plan().seed() ^ parties.get(0).number(), opening, firstDay);
        movements.sort(Comparator.comparing(movement -> movement.voucher().date()));
        movements.forEach(movement -> side.move(movement.voucher(), movement.amount()));
        return side.items();
    }

    /** What was booked, and some small amounts of the last days that nobody has booked yet. */
    List<BankLine> bank() {
        bank.sort(Comparator.comparing(BankLine::date));
        long seed = books.plan().seed() ^ BANK;
        for (int i = 1; i <= UNBOOKED; i++) {
            long amount = i % 2 == 0 ? -(2_500L + Mix.below(9_000, seed, -i)) : 10_000L + Mix.below(900_000, seed, -i);
            var day = books.plan().today().minusDays(UNBOOKED - i);
            bank.add(new BankLine(Mix.uuid(seed, -i), null, day, amount, i % 2 == 0 ? "Gebyr" : "Innbetaling"));
        }
        return List.copyOf(bank);
    }

    Map<LocalDate, Long> vat() {
        return vat;
    }
}
