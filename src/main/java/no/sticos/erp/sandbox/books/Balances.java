package no.sticos.erp.sandbox.books;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Account balances as sums over the rows.
 *
 * <p>Accounts of classes 1 and 2 carry over from the opening balances on; those of the classes above start
 * from 0 in every fiscal year. Debit is positive.
 */
final class Balances {
    private final Map<Integer, Long> opening;

    Balances(Map<Integer, Long> opening) {
        this.opening = opening;
    }

    /** The balance of every account that was touched up to and with this day; empty before the first year. */
    SortedMap<Integer, Long> at(LocalDate day, List<FiscalYear> years, Ledger ledger) {
        var sums = new TreeMap<Integer, Long>();
        if (day.isBefore(years.get(0).start())) {
            return sums;
        }
        sums.putAll(opening);
        var yearStart = yearOf(day, years).start();
        ledger.vouchers().filter(voucher -> !voucher.date().isAfter(day)).forEach(voucher -> {
            boolean thisYear = !voucher.date().isBefore(yearStart);
            voucher.rows().stream()
                    .filter(row -> thisYear || ChartAccount.isBalanceSheet(row.account()))
                    .forEach(row -> sums.merge(row.account(), row.amount(), Long::sum));
        });
        return sums;
    }

    /** A day after the last year is asked about as the last year's. */
    private static FiscalYear yearOf(LocalDate day, List<FiscalYear> years) {
        return Years.holding(years, day).orElse(years.get(years.size() - 1));
    }
}
