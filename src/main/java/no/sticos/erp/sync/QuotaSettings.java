package no.sticos.erp.sync;

import java.time.Duration;

/**
 * Visma's request quota.
 *
 * @param limit requests a window and path, of all nodes together (facts.md §3.1: 600)
 * @param window no such time holds more; what Visma counts over (facts.md §3.1: a minute) and some more
 */
public record QuotaSettings(int limit, Duration window) {
    /** Visma's minute, and a second by which one request may be faster on its way than another. */
    private static final Duration WINDOW = Duration.ofSeconds(61);

    /** Refuses what cannot work. */
    public QuotaSettings {
        if (limit < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a quota must be positive");
        }
    }

    /** So many in each of Visma's minutes. */
    public static QuotaSettings perMinute(int limit) {
        return new QuotaSettings(limit, WINDOW);
    }
}
