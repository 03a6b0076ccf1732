package no.sticos.erp.kernel;

import java.time.Duration;

/**
 * How often and how patiently to try again.
 *
 * @param tries tries in all, the first included; at least 1
 * @param firstPause the pause after the first failure; doubled after each further one
 * @param longestPause no pause of our own is longer; a wait that the other side asks for may be
 */
public record RetryPolicy(int tries, Duration firstPause, Duration longestPause) {
    /** Refuses a policy without a bound. */
    public RetryPolicy {
        if (tries < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("a retry policy needs at least one try and growing pauses");
        }
    }

    /** The pause before try number {@code failures + 1}, without jitter. */
    public Duration pauseAfter(int failures) {
        var doubled = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}
