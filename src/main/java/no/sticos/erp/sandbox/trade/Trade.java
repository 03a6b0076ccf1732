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
    private final Cards customers;
    private final Cards suppliers;
    private final Departments departments;
    private @Nullable Standing standing;

    /** Reads no voucher yet. */
    public Trade(Books books) {
        this.books = books;
        this.customers = new Cards(books, Parties.customers(books.plan()));
        this.suppliers = new Cards(books, Parties.suppliers(books.plan()));
        this.departments = new Departments(books);
    }

    /** Who is sold to, as the cards stand now. */
    public List<Party> customers() {
        return customers.all();
    }

    /** Who is bought from, as the cards stand now. */
    public List<Party> suppliers() {
        return suppliers.all();
    }

    /** The cards of those who are sold to, to work on. */
    public Cards customerCards() {
        return customers;
    }

    /** The cards of those who are bought from, to work on. */
    public Cards supplierCards() {
        return suppliers;
    }

    /** What rows may be about. */
    public Departments departments() {
        return departments;
    }

    /** How things stand in the books as they are now. */
    public synchronized Standing now() {
        var ledger = books.ledger();
        var known = standing;
        if (known == null || known.revision() != ledger.revision()) {
            var rows = new Rows(books, customers.grown(), suppliers.grown()).read(ledger.vouchers());
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
