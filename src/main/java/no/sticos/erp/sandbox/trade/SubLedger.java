package no.sticos.erp.sandbox.trade;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.sandbox.books.Mix;
import no.sticos.erp.sandbox.books.Voucher;
import org.jspecify.annotations.Nullable;

/**
 * Works out the items of one side from the rows on its account, taken in order of date.
 *
 * <p>A payment settles the oldest item; what it pays too much waits for the next invoice, and stays with the last
 * one if none comes. So the remaining amounts always add up to the account.
 */
final class SubLedger {
    private static final int CREDIT_NOTES = 15;

    private final List<Party> parties;
    private final long seed;
    private final List<Open> all = new ArrayList<>();
    private final Deque<Open> waiting = new ArrayDeque<>();
    private long onAccount;

    private static final class Open {
        private final @Nullable Voucher voucher;
        private final LocalDate date;
        private final long total;
        private long remaining;
        private @Nullable LocalDate paid;
        private Instant modified;

        Open(@Nullable Voucher voucher, LocalDate date, long total, Instant modified) {
            this.voucher = voucher;
            this.date = date;
            this.total = total;
            this.remaining = total;
            this.modified = modified;
        }
    }

    /** Begins with what was open before the first day. */
    SubLedger(List<Party> parties, long seed, long opening, LocalDate firstDay) {
        this.parties = parties;
        this.seed = seed;
        var eve = firstDay.minusDays(1);
        add(new Open(null, eve, opening, Trade.morning(eve)));
    }

    /** A voucher's movement on the account, positive if it makes the debt larger. */
    void move(Voucher voucher, long amount) {
        var stamp = voucher.modified() == null ? voucher.created() : voucher.modified();
        if (amount > 0 || voucher.type() == CREDIT_NOTES) {
            add(new Open(voucher, voucher.date(), amount, stamp));
        }
        if (amount < 0) {
            onAccount -= amount;
            settle(voucher.date(), stamp);
        }
    }

    private void add(Open item) {
        all.add(item);
        if (item.total > 0) {
            waiting.add(item);
            settle(item.date, item.modified);
        } else {
            item.remaining = 0;
            item.paid = item.date;
        }
    }

    private void settle(LocalDate day, Instant stamp) {
        while (onAccount > 0 && !waiting.isEmpty()) {
            var oldest = waiting.element();
            long part = Math.min(onAccount, oldest.remaining);
            oldest.remaining -= part;
            oldest.paid = day;
            oldest.modified = stamp.isAfter(oldest.modified) ? stamp : oldest.modified;
            onAccount -= part;
            if (oldest.remaining == 0) {
                waiting.remove();
            }
        }
    }

    /** The items, in order of date. */
    List<Item> items() {
        all.get(all.size() - 1).remaining -= onAccount;
        onAccount = 0;
        return all.stream().map(this::item).toList();
    }

    private Item item(Open open) {
        return new Item(
                id(open.voucher),
                open.voucher,
                parties.get(open.voucher == null ? 0 : drawn(open.voucher)),
                number(open.voucher),
                open.date,
                open.total,
                open.remaining,
                open.paid,
                open.modified);
    }

    private UUID id(@Nullable Voucher voucher) {
        if (voucher == null) {
            return Mix.uuid(seed, -1);
        }
        var source = voucher.sourceId();
        return source == null ? Mix.uuid(seed, voucher.id().getLeastSignificantBits()) : source;
    }

    private int drawn(Voucher voucher) {
        return Mix.below(parties.size(), seed, voucher.id().getMostSignificantBits());
    }

    /** Year, then the voucher's number; what was booked in another series than invoices has numbers of its own. */
    private static int number(@Nullable Voucher voucher) {
        if (voucher == null) {
            return 1;
        }
        int series = "BC".contains(voucher.series()) ? 0 : 500_000;
        return voucher.date().getYear() % 100 * 1_000_000 + series + voucher.number();
    }
}
