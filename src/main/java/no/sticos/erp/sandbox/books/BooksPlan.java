package no.sticos.erp.sandbox.books;

import java.time.LocalDate;

/**
 * What a company's books grow out of; equal plans make equal books.
 *
 * @param seed decides every id, number and amount
 * @param vouchers how many vouchers grow, year-end vouchers not counted
 * @param years how many fiscal years, the one that holds {@code today} last; at least 1
 * @param firstMonth the month in which its fiscal years start, 1 for the calendar year
 * @param today the last day with vouchers
 */
public record BooksPlan(long seed, int vouchers, int years, int firstMonth, LocalDate today) {
    /** Refuses what cannot grow. */
    public BooksPlan {
        if (vouchers < 0 || years < 1 || firstMonth < 1 || firstMonth > 12) {
            throw new IllegalArgumentException("books cannot grow from this plan");
        }
    }
}
