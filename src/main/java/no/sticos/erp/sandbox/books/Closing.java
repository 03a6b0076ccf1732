package no.sticos.erp.sandbox.books;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the voucher that closes a year, and writes it anew when the year's rows change, as a bookkeeper would do. */
final class Closing {
    private static final int MANUAL = 2;

    private final long seed;
    private final Map<LocalDate, Integer> positions = new ConcurrentHashMap<>();

    /** Ids follow from the seed. */
    Closing(long seed) {
        this.seed = seed;
    }

    /** Whether a year's closing voucher is at this position. */
    boolean holds(int position) {
        return positions.containsValue(position);
    }

    /** The ledger with this year closed; the same one if its closing is right already. */
    Ledger closed(Ledger ledger, FiscalYear year, Instant now) {
        var known = positions.get(year.start());
        int position = known == null ? ledger.positions() : known;
        var rows = YearEnd.rows(resultOf(ledger, year, position));
        if (known != null && ledger.present(position).rows().equals(rows)) {
            return ledger;
        }
        var series = Kind.YEAR_END.series;
        int number = known == null
                ? ledger.nextNumber(series, year)
                : ledger.present(position).number();
        var created = known == null ? now : ledger.present(position).created();
        positions.put(year.start(), position);
        var voucher = new Voucher.Booked(
                Mix.uuid(seed, position),
                series,
                number,
                year.end(),
                Kind.YEAR_END.title,
                MANUAL,
                null,
                created,
                now,
                null,
                rows);
        return ledger.with(position, Optional.of(voucher), now);
    }

    private static long resultOf(Ledger ledger, FiscalYear year, int closing) {
        var yearEnd = closing < ledger.positions() ? ledger.present(closing).id() : null;
        return ledger.vouchers()
                .filter(voucher -> year.holds(voucher.date()) && !voucher.id().equals(yearEnd))
                .flatMap(voucher -> voucher.rows().stream())
                .filter(row -> !ChartAccount.isBalanceSheet(row.account()))
                .mapToLong(VoucherRow::amount)
                .sum();
    }
}
