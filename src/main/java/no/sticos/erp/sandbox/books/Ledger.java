package no.sticos.erp.sandbox.books;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One state of a company's vouchers; immutable.
 *
 * <p>Vouchers have positions in the order in which they were entered. A position below the number of grown
 * vouchers holds a grown one unless something was laid on top; a deleted voucher leaves its position empty.
 */
public final class Ledger {
    private final Growth growth;
    private final Map<Integer, Optional<Voucher.Booked>> onTop;
    private final int positions;
    private final long revision;
    private final Instant changed;

    Ledger(Growth growth) {
        this(growth, Map.of(), growth.size(), 0, Instant.EPOCH);
    }

    private Ledger(
            Growth growth,
            Map<Integer, Optional<Voucher.Booked>> onTop,
            int positions,
            long revision,
            Instant changed) {
        this.growth = growth;
        this.onTop = onTop;
        this.positions = positions;
        this.revision = revision;
        this.changed = changed;
    }

    /** Grows by one with every change; two states of equal revision are the same. */
    public long revision() {
        return revision;
    }

    /** When the change was made that led to this state; the epoch if none was made. */
    public Instant changed() {
        return changed;
    }

    /** How many positions there are, empty ones counted. */
    public int positions() {
        return positions;
    }

    /** The voucher at this position, or null if it was deleted. */
    public @Nullable Voucher at(int position) {
        var laid = onTop.get(position);
        return laid == null ? growth.at(position) : laid.orElse(null);
    }

    /** The voucher at this position, which must be there. */
    Voucher present(int position) {
        var voucher = at(position);
        if (voucher == null) {
            throw new NoSuchElementException("no voucher at position " + position);
        }
        return voucher;
    }

    /** Where the voucher with this id is. */
    int positionOf(UUID id) {
        for (int position = 0; position < positions; position++) {
            var voucher = at(position);
            if (voucher != null && voucher.id().equals(id)) {
                return position;
            }
        }
        throw new NoSuchElementException("no voucher " + id);
    }

    /** One more than the largest number of the series in the year; numbers begin anew every year. */
    int nextNumber(String series, FiscalYear year) {
        return 1
                + vouchers()
                        .filter(voucher -> voucher.series().equals(series) && year.holds(voucher.date()))
                        .mapToInt(Voucher::number)
                        .max()
                        .orElse(0);
    }

    /** All vouchers in order of position; each is worked out when the stream reaches it. */
    public Stream<Voucher> vouchers() {
        return IntStream.range(0, positions).mapToObj(this::at).filter(Objects::nonNull);
    }

    /** This state with a voucher laid on a position, empty to delete; {@link #positions} itself appends. */
    Ledger with(int position, Optional<Voucher.Booked> voucher, Instant now) {
        var laid = new HashMap<>(onTop);
        laid.put(position, voucher);
        return new Ledger(growth, Map.copyOf(laid), Math.max(positions, position + 1), revision + 1, now);
    }
}
