package no.sticos.erp.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an account's closing balance comes about in a fiscal year. Amounts are in kroner, credit is positive where it is
 * called so, balances are debit less credit.
 *
 * @param generation whose books
 * @param account its number
 * @param name its name in the year's chart; null if the chart has none
 * @param yearStart the fiscal year's first day
 * @param yearEnd its last day
 * @param whole whether the year's vouchers were read whole: if not, the rows are not all there are
 * @param opening balance at the beginning
 * @param closing opening + debit − credit
 * @param debitRows how many rows have a debit amount
 * @param visma Visma's own closing balance; null if it gave none
 * @param vismaReadAt Visma's clock when it gave that figure; null if that was not noted
 * @param rows some of the rows, newest first
 * @param next where the rows go on; null = there are no more
 */
public record AccountExplanation(
        Generation generation,
        long account,
        @Nullable String name,
        LocalDate yearStart,
        LocalDate yearEnd,
        boolean whole,
        BigDecimal opening,
        BigDecimal debit,
        BigDecimal credit,
        BigDecimal closing,
        long debitRows,
        long creditRows,
        @Nullable BigDecimal visma,
        @Nullable Instant vismaReadAt,
        List<Line> rows,
        @Nullable Place next) {
    /** Rows given at a time. */
    public static final int MOST_ROWS = 200;

    /** Keeps its own copy. */
    public AccountExplanation {
        rows = List.copyOf(rows);
    }

    /**
     * A published generation.
     *
     * @param current the newest one
     * @param asOf Visma's clock when its reading began
     */
    public record Generation(int gen, int current, Instant publishedAt, Instant asOf) {
        /** Whether something newer was published. */
        public boolean isEarlier() {
            return gen < current;
        }
    }

    /**
     * A row on the account.
     *
     * @param voucher its voucher
     * @param number series and number; null where Visma gives none
     * @param text the row's, or else the voucher's
     * @param marked whether the voucher has a mark for a change in a locked period
     */
    public record Line(
            UUID voucher,
            @Nullable String number,
            LocalDate date,
            @Nullable String text,
            BigDecimal debit,
            BigDecimal credit,
            boolean marked) {
        /** Debit less credit. */
        public BigDecimal amount() {
            return debit.subtract(credit);
        }
    }

    /** A place between two rows of an account: the row before it. */
    public record Place(LocalDate date, int fromGen, int doc, int rowNo) {
        /** Before the newest row. */
        static final Place START = new Place(LocalDate.of(9999, 12, 31), Integer.MAX_VALUE, 0, 0);

        /** The place that {@link #toString} wrote; null for any other text. */
        public static @Nullable Place read(String text) {
            if (!text.matches("\\d{4}-\\d\\d-\\d\\d(\\.\\d{1,9}){3}")) {
                return null;
            }
            var parts = text.split("\\.", -1);
            try {
                return new Place(
                        LocalDate.parse(parts[0]),
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        Integer.parseInt(parts[3]));
            } catch (java.time.DateTimeException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return date + "." + fromGen + "." + doc + "." + rowNo;
        }
    }
}
