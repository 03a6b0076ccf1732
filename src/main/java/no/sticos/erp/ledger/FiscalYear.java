package no.sticos.erp.ledger;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A fiscal year of a client; need not be a calendar year.
 *
 * @param id Visma's id
 * @param start its first day
 * @param end its last day
 * @param locked whether Visma has closed it for accounting
 */
public record FiscalYear(UUID id, LocalDate start, LocalDate end, boolean locked) {
    /** Whether the day lies in the year. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end);
    }
}
