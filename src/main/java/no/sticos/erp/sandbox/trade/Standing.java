package no.sticos.erp.sandbox.trade;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How things stand in one state of the books.
 *
 * @param revision the ledger's
 * @param receivables what customers were invoiced, in order of date
 * @param payables what suppliers invoiced, in order of date
 * @param bank what moved on the operating account, in order of date, booked or not
 * @param unpaid what is open with each customer and supplier, in øre
 * @param lastInvoiced the day of each one's last invoice
 * @param vat what was to be paid of each VAT term, by its first day, in øre
 */
public record Standing(
        long revision,
        List<Item> receivables,
        List<Item> payables,
        List<BankLine> bank,
        Map<LocalDate, Long> vat,
        Map<UUID, Long> unpaid,
        Map<UUID, LocalDate> lastInvoiced) {

    static Standing of(long revision, Rows rows) {
        var receivables = rows.receivables();
        var payables = rows.payables();
        var all = List.of(receivables, payables);
        var unpaid = all.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(item -> item.party().id(), Collectors.summingLong(Item::remaining)));
        var last = all.stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(
                        item -> item.party().id(), Item::date, (one, other) -> one.isAfter(other) ? one : other));
        return new Standing(revision, receivables, payables, rows.bank(), rows.vat(), unpaid, last);
    }

    /** The same, where an item that differs from what stood before was modified when the books changed. */
    Standing after(Standing before, Instant changed) {
        return new Standing(
                revision,
                touched(receivables, before.receivables, changed),
                touched(payables, before.payables, changed),
                bank,
                vat,
                unpaid,
                lastInvoiced);
    }

    private static List<Item> touched(List<Item> now, List<Item> before, Instant changed) {
        var known = before.stream().collect(Collectors.toMap(Item::id, Function.identity()));
        return now.stream()
                .map(item -> touched(item, known.get(item.id()), changed))
                .toList();
    }

    private static Item touched(Item now, @Nullable Item before, Instant changed) {
        if (before == null) {
            return now;
        }
        var later = before.modified().isAfter(now.modified()) ? before.modified() : now.modified();
        return now.touched(now.touched(before.modified()).equals(before) ? later : changed);
    }
}
