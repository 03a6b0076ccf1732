package no.sticos.erp.ledger;

import java.time.Duration;

/**
 * When and how gently clients are looked after at night.
 *
 * @param node this node's name
 * @param from the hour, 0 to 23 in Norwegian time, at which the night begins
 * @param until the hour at which it is over; the same as {@code from}: it is always night
 * @param again how long a client is left alone after a whole pass
 * @param lease how long a client's turn is this node's without a sign of life
 * @param pause between two batches, so that the day's work is not held up
 */
public record NightSettings(String node, int from, int until, Duration again, Duration lease, Duration pause) {
    /** Refuses what is no hour, or would never pause. */
    public NightSettings {
        if (from < 0 || from > 23 || until < 0 || until > 23 || lease.isZero() || pause.isNegative()) {
            throw new IllegalArgumentException("a night begins and ends at an hour from 0 to 23");
        }
    }

    /** Each client once a night, in batches twenty milliseconds apart. */
    public static NightSettings of(String node, int from, int until) {
        return new NightSettings(node, from, until, Duration.ofHours(16), Duration.ofMinutes(5), Duration.ofMillis(20));
    }
}
