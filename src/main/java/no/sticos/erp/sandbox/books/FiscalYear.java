package no.sticos.erp.sandbox.books;

import java.time.LocalDate;
import java.util.UUID;

/**
 * One fiscal year, both days included; it need not follow the calendar.
 *
 * @param locked whether Visma would refuse new vouchers in it
 */
public record FiscalYear(UUID id, LocalDate start, LocalDate end, boolean locked) {
    /** Whether the day lies in this year. */
    public boolean holds(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end);
    }
}
