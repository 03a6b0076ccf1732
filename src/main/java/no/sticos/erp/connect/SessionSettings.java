package no.sticos.erp.connect;

import java.time.Duration;

/**
 * How long a portal session lasts.
 *
 * @param idle without a request
 * @param absolute in any case
 */
public record SessionSettings(Duration idle, Duration absolute) {
    /** Half an hour, and ten hours. */
    public static final SessionSettings DEFAULT = new SessionSettings(Duration.ofMinutes(30), Duration.ofHours(10));

    /** Refuses a session that ends before it began. */
    public SessionSettings {
        if (idle.isZero() || idle.isNegative() || absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("a session's idle limit is above zero and not above the absolute one");
        }
    }
}
