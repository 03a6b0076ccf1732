package no.sticos.erp.erp;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A voucher with its rows, exactly as given: no rounding, no sorting, no repair (facts.md §4.3 VoucherApi).
 *
 * @param id Visma's id
 * @param date the bookkeeping date
 * @param series the number series; null where Visma gave none
 * @param number series and number as one text, {@code A12}
 * @param text the description
 * @param type Visma's voucher type; unknown values are kept
 * @param sourceId what the voucher came from, for example an invoice
 * @param modifiedUtc when it last changed; up to seven fraction digits, may be missing
 * @param createdUtc when it was made; may be missing
 * @param rows in Visma's order; a row has no id, its place is its identity (facts.md §5.16)
 * @param extra fields we have no column for, as canonical JSON; null if there are none
 * @param rowHash see {@link Document}
 * @param booksHash see {@link Document}
 */
public record Voucher(
        UUID id,
        LocalDate date,
        @Nullable String series,
        @Nullable String number,
        @Nullable String text,
        @Nullable Integer type,
        @Nullable UUID sourceId,
        @Nullable Instant modifiedUtc,
        @Nullable Instant createdUtc,
        List<VoucherRow> rows,
        @Nullable String extra,
        long rowHash,
        long booksHash)
        implements Document {
    private static final int MOST_DIGITS = 18;

    /** Keeps its own copy of the rows. */
    public Voucher {
        rows = List.copyOf(rows);
    }

    @Override
    public Resource resource() {
        return Resource.VOUCHERS;
    }

    @Override
    public String key() {
        return id.toString();
    }

    @Override
    public @Nullable Instant changedAt() {
        return modifiedUtc;
    }

    /** The number within its series, 12 of {@code A12}; null where it cannot be told (facts.md §2.5). */
    public @Nullable Long ordinal() {
        var own = series == null ? "" : series;
        return number != null && number.startsWith(own) ? whole(number, own.length()) : null;
    }

    private static @Nullable Long whole(String text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > MOST_DIGITS) {
            return null;
        }
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
