package no.sticos.erp.sandbox.trade;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import no.sticos.erp.sandbox.books.Voucher;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or credit note of a sub-ledger, in øre; what is owed is positive.
 *
 * @param id the invoice's, which its voucher names as its source
 * @param voucher what booked it; null for what was open before the first year
 * @param number unique among the sub-ledger's items and never another's
 * @param remaining what is still open; negative if more was paid than was owed
 * @param paid the day of the last payment, of an item that is still open too (facts.md §5.3)
 * @param modified moves with every payment
 */
public record Item(
        UUID id,
        @Nullable Voucher voucher,
        Party party,
        int number,
        LocalDate date,
        long total,
        long remaining,
        @Nullable LocalDate paid,
        Instant modified) {

    /** When it is to be paid. */
    public LocalDate due() {
        return party.terms() == Terms.CURRENT_MONTH
                ? date.plusMonths(1).withDayOfMonth(1).minusDays(1)
                : date.plusDays(party.terms().days());
    }

    /** Whether it gives back. */
    public boolean isCredit() {
        return total < 0;
    }

    /** Whether nobody wrote an invoice: it was booked by hand or open from the start (facts.md §5.20). */
    public boolean isQuick() {
        return voucher == null || voucher.sourceId() == null;
    }

    Item touched(Instant now) {
        return new Item(id, voucher, party, number, date, total, remaining, paid, now);
    }
}
