package no.sticos.erp.web.system;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many of a system's clients are in which state.
 *
 * @param active switched on
 * @param inactive all others
 * @param chips per chip; a chip that is not there counts 0
 * @param fetching runs at work now
 * @param queued runs that wait for their turn
 * @param doneAt when all of them may be done; null = not known
 */
public record ClientCounts(
        long active, long inactive, Map<Chip, Long> chips, long fetching, long queued, @Nullable Instant doneAt) {
    /** Copies the counts. */
    public ClientCounts {
        chips = chips.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(chips));
    }

    /** No clients at all. */
    public static ClientCounts none() {
        return new ClientCounts(0, 0, Map.of(), 0, 0, null);
    }

    /** The number on a chip. */
    public long of(Chip chip) {
        return chip == Chip.ALL ? active + inactive : chips.getOrDefault(chip, 0L);
    }

    /** Whether anything waits for a person or for us. */
    public boolean hasTodo() {
        return of(Chip.LOGIN) + of(Chip.DEVIATION) + of(Chip.FAILED) + fetching + queued > 0;
    }
}
