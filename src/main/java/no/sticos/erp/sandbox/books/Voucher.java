package no.sticos.erp.sandbox.books;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A voucher as the API tells of it; the parts of a grown one are worked out when asked for.
 *
 * <p>A list that filters on numbers or stamps never touches texts and rows of what it leaves out.
 */
public interface Voucher {
    /** Unique in the whole sandbox. */
    UUID id();

    /** The number series, such as {@code A}. */
    String series();

    /** Counts from 1 without gaps within series and fiscal year. */
    int number();

    /** The bookkeeping date. */
    LocalDate date();

    /** What it is about; up to 1000 characters. */
    String text();

    /** Visma's {@code VoucherType}, such as 14 for a customer invoice. */
    int type();

    /** The number in the system that it was imported from. */
    @Nullable
    String importedNumber();

    /** When it was booked. */
    Instant created();

    /** When it was last changed; imported vouchers may have none (facts.md: nullable). */
    @Nullable
    Instant modified();

    /** The invoice or the like that it came from. */
    @Nullable
    UUID sourceId();

    /** Its rows in order; their sum is 0. */
    List<VoucherRow> rows();

    /** All of it at once, to keep or to compare. */
    default Booked booked() {
        return new Booked(
                id(),
                series(),
                number(),
                date(),
                text(),
                type(),
                importedNumber(),
                created(),
                modified(),
                sourceId(),
                rows());
    }

    /** A voucher written down: what a test adds or changes, and what a test compares with. */
    record Booked(
            UUID id,
            String series,
            int number,
            LocalDate date,
            String text,
            int type,
            @Nullable String importedNumber,
            Instant created,
            @Nullable Instant modified,
            @Nullable UUID sourceId,
            List<VoucherRow> rows)
            implements Voucher {
        /** Keeps its own copy of the rows. */
        public Booked {
            rows = List.copyOf(rows);
        }

        @Override
        public Booked booked() {
            return this;
        }
    }
}
