package no.sticos.erp.sandbox.trade;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import no.sticos.erp.sandbox.books.Books;
import org.jspecify.annotations.Nullable;

/**
 * A company's customers, suppliers, open items, bank and VAT. Safe on any thread.
 *
 * <p>Worked out of all rows when first asked for, and again after a change of the books; about a second for the
 * largest company.
 */
public final class Trade {
    private final Books books;
    private final List<Party> customers;
    private final List<Party> suppliers;
    private @Nullable Standing standing;

    /** Reads no voucher yet. */
    public Trade(Books books) {
        this.books = books;
        this.customers = Parties.customers(books.plan());
        this.suppliers = Parties.suppliers(books.plan());
    }

    /** The same as long as the company lives. */
    public List<Party> customers() {
        return customers;
    }

    /** The same as long as the company lives. */
    public List<Party> suppliers() {
        return suppliers;
    }

    /** How things stand in the books as they are now. */
    public synchronized Standing now() {
        var ledger = books.ledger();
        var known = standing;
        if (known == null || known.revision() != ledger.revision()) {
            var rows = new Rows(books, customers, suppliers).read(ledger.vouchers());
            var fresh = Standing.of(ledger.revision(), rows);
            known = known == null ? fresh : fresh.after(known, ledger.changed());
            standing = known;
        }
        return known;
    }

    /** The first day of the two months' VAT term that holds a day. */
    public static LocalDate term(LocalDate day) {
        return LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 2 * 2 + 1, 1);
    }

    static Instant morning(LocalDate day) {
        return day.atTime(7, 0).toInstant(ZoneOffset.UTC);
    }
}
