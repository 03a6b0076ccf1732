package no.sticos.erp.sandbox.books;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays out the fiscal years of a plan: whole years without a hole, the last one holding its today. */
final class Years {
    private static final long SALT = 0x59454152L;

    private Years() {}

    static List<FiscalYear> of(BooksPlan plan) {
        var last = lastStart(plan);
        var years = new ArrayList<FiscalYear>(plan.years());
        for (int i = plan.years() - 1; i >= 0; i--) {
            // Bookkeepers lock a year when its accounts are filed: here all but this one and the one before.
            var start = last.minusYears(i);
            var opened = start.atTime(8, 0).toInstant(ZoneOffset.UTC);
            years.add(year(plan, start, opened).locked(i >= 2));
        }
        return List.copyOf(years);
    }

    /** The year that begins on this day, not locked. */
    static FiscalYear year(BooksPlan plan, LocalDate start, Instant opened) {
        var id = Mix.uuid(plan.seed() ^ SALT, start.getYear());
        return new FiscalYear(id, start, start.plusYears(1).minusDays(1), false, opened);
    }

    static Optional<FiscalYear> holding(List<FiscalYear> years, LocalDate day) {
        return years.stream().filter(year -> year.holds(day)).findFirst();
    }

    private static LocalDate lastStart(BooksPlan plan) {
        var start = LocalDate.of(plan.today().getYear(), plan.firstMonth(), 1);
        return start.isAfter(plan.today()) ? start.minusYears(1) : start;
    }
}
