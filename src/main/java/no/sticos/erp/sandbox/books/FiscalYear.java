package no.sticos.erp.sandbox.books;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One fiscal year, both days included; it need not follow the calendar.
 *
 * @param locked whether Visma would refuse new vouchers in it
 * @param opened when somebody made it, with its accounts
 */
public record FiscalYear(UUID id, LocalDate start, LocalDate end, boolean locked, Instant opened) {
    /** The same year, locked or not. */
    FiscalYear locked(boolean now) {
        return new FiscalYear(id, start, end, now, opened);
    }

    /** Whether the day lies in this year. */
    public boolean holds(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end);
    }
}
