package no.sticos.erp.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fiscal year's accounts as a generation has them.
 *
 * @param shown the generation, and its years
 * @param year the one that is shown
 * @param lines its accounts in order, at most {@value #MOST}
 * @param cut whether there are more
 */
public record TrialBalance(Overview shown, Year year, List<Line> lines, boolean cut) {
    /** Lines given at once. */
    public static final int MOST = 2_000;

    /** Keeps its own copy. */
    public TrialBalance {
        lines = List.copyOf(lines);
    }

    /**
     * A generation and its fiscal years.
     *
     * @param gen which
     * @param current the one that readers see
     * @param publishedAt when it was published
     * @param verifiedAt when it was last found unchanged; null for an earlier generation
     * @param verdict what its proof says
     * @param years newest first
     */
    public record Overview(
            int gen,
            int current,
            Instant publishedAt,
            @Nullable Instant verifiedAt,
            Verdict verdict,
            List<Year> years) {
        /** Keeps its own copy. */
        public Overview {
            years = List.copyOf(years);
        }

        /** Whether readers see a newer one. */
        public boolean isEarlier() {
            return gen < current;
        }
    }

    /**
     * A fiscal year in sums; amounts are closing balances, debit positive.
     *
     * @param start its first day
     * @param end its last day
     * @param covered whether its vouchers are whole
     * @param moved whether there is any voucher in it
     * @param classes by the accounts' first digit, in order; none without accounts
     */
    public record Year(LocalDate start, LocalDate end, boolean covered, boolean moved, List<ClassSum> classes) {
        /** Keeps its own copy. */
        public Year {
            classes = List.copyOf(classes);
        }

        /** Whether its sums are figures at all: of a year that was not read, nothing is known. */
        public boolean isRead() {
            return covered || moved;
        }

        /** What the proof says of it as a whole. */
        public Verdict verdict() {
            if (deviating() > 0) {
                return Verdict.DEVIATION;
            }
            boolean isProved = covered && classes.stream().allMatch(one -> one.unknown() == 0);
            return isProved ? Verdict.OK : Verdict.UNKNOWN;
        }

        /** How many accounts it has. */
        public int accounts() {
            return classes.stream().mapToInt(ClassSum::accounts).sum();
        }

        /** How many of them deviate from Visma's balances. */
        public int deviating() {
            return classes.stream().mapToInt(ClassSum::deviating).sum();
        }
    }

    /**
     * The accounts of a year that begin with the same digit.
     *
     * @param digit 0–9
     * @param closing the sum of their closing balances
     * @param accounts how many
     * @param deviating how many of them deviate from Visma's balances
     * @param unknown how many of them could not be compared
     */
    public record ClassSum(int digit, BigDecimal closing, int accounts, int deviating, int unknown) {}

    /**
     * One account.
     *
     * @param account its number
     * @param name its name that year; null if the chart has none
     * @param opening its balance before the year's first day
     * @param debit what was posted to it that year
     * @param credit what was posted to it that year
     * @param closing opening plus debit minus credit
     * @param visma Visma's own closing balance; null if Visma gave none for the year
     * @param verdict what the proof says of the two
     */
    public record Line(
            long account,
            @Nullable String name,
            BigDecimal opening,
            BigDecimal debit,
            BigDecimal credit,
            BigDecimal closing,
            @Nullable BigDecimal visma,
            Verdict verdict) {}
}
