package no.sticos.erp.sync.schedules;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast a round over many clients goes, and how long it goes on.
 *
 * @param left clients that are not fetched yet
 * @param ended how many were fetched in the time measured
 * @param measured the time measured
 * @param leastPerClient what a client takes of Visma's budget if nothing else does: no pace is faster
 */
public record Pace(int left, int ended, Duration measured, Duration leastPerClient) {
    /** With fewer than these the pace is chance. */
    private static final int TELLING = 3;

    /**
     * How long it takes from now: as measured, but never less than the budget allows. Empty while nothing can be
     * told, which is when nothing was measured and the budget binds nothing.
     */
    public Optional<Duration> timeLeft() {
        if (left == 0) {
            return Optional.of(Duration.ZERO);
        }
        var least = leastPerClient.multipliedBy(left);
        if (ended < TELLING) {
            return least.isZero() ? Optional.empty() : Optional.of(least);
        }
        var asMeasured = Duration.ofMillis(Math.round((double) measured.toMillis() * left / ended));
        return Optional.of(asMeasured.compareTo(least) < 0 ? least : asMeasured);
    }
}
