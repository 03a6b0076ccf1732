package no.sticos.erp.sandbox.books;

import java.time.LocalDate;
import java.util.List;

/**
 * What somebody books: the series gives the number, the clock the stamps.
 *
 * @param way how it came into the books
 */
public record Entry(String series, LocalDate date, String text, List<VoucherRow> rows, Way way) {

    /** How a voucher comes into the books. */
    public enum Way {
        /** By hand. */
        MANUAL(2),
        /** From another system's file; it has no {@code ModifiedUtc} (facts.md: nullable). */
        IMPORTED(9),
        /** By hand, with rows that do not add up: what Visma refuses, and old books hold all the same. */
        CROOKED(2);

        final int voucherType;

        Way(int voucherType) {
            this.voucherType = voucherType;
        }
    }

    /** Refuses rows that do not balance unless that is what is wanted. */
    public Entry {
        rows = List.copyOf(rows);
        if (way != Way.CROOKED) {
            Books.refuseUnbalanced(rows);
        }
    }

    /** Booked by hand. */
    public static Entry of(String series, LocalDate date, String text, List<VoucherRow> rows) {
        return new Entry(series, date, text, rows, Way.MANUAL);
    }

    /** The same, come in another way. */
    public Entry as(Way other) {
        return new Entry(series, date, text, rows, other);
    }
}
