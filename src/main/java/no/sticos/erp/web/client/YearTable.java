package no.sticos.erp.web.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.ledger.TrialBalance;
import org.jspecify.annotations.Nullable;

/**
 * The classes of accounts down, the fiscal years across.
 *
 * @param years oldest first
 * @param rows the classes, in order
 */
public record YearTable(List<TrialBalance.Year> years, List<Row> rows) {
    /** Copies the lists. */
    public YearTable {
        years = List.copyOf(years);
        rows = List.copyOf(rows);
    }

    /**
     * One class.
     *
     * @param key its name's key
     * @param from its first digit
     * @param to its last digit
     */
    public record Row(String key, int from, int to) {
        /** Its closing balances of a year in sum; null if the year was not read. */
        public @Nullable BigDecimal of(TrialBalance.Year year) {
            return year.isRead() ? sum(year, from, to) : null;
        }

        private boolean isIn(TrialBalance.Year year) {
            return year.classes().stream().anyMatch(one -> one.digit() >= from && one.digit() <= to);
        }
    }

    /** The table of {@code newestFirst}. */
    public static YearTable of(List<TrialBalance.Year> newestFirst) {
        var years = new ArrayList<TrialBalance.Year>();
        newestFirst.forEach(year -> years.add(0, year));
        var other = List.of(new Row("trial.class.9", 9, 9), new Row("trial.class.0", 0, 0));
        var rows = new ArrayList<>(List.of(
                new Row("trial.class.1", 1, 1),
                new Row("trial.class.2", 2, 2),
                new Row("trial.class.3", 3, 3),
                new Row("trial.class.4", 4, 4),
                new Row("trial.class.5", 5, 5),
                new Row("trial.class.6", 6, 7),
                new Row("trial.class.8", 8, 8)));
        other.stream().filter(row -> years.stream().anyMatch(row::isIn)).forEach(rows::add);
        return new YearTable(years, rows);
    }

    /** All classes of a year in sum; null if the year was not read. */
    public static @Nullable BigDecimal total(TrialBalance.Year year) {
        return year.isRead() ? sum(year, 0, 9) : null;
    }

    private static BigDecimal sum(TrialBalance.Year year, int from, int to) {
        return year.classes().stream()
                .filter(one -> one.digit() >= from && one.digit() <= to)
                .map(TrialBalance.ClassSum::closing)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
