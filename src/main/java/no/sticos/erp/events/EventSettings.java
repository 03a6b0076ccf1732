package no.sticos.erp.events;

import java.time.Duration;
import java.util.List;
import no.sticos.erp.kernel.RetryPolicy;

/**
 * How events are delivered.
 *
 * @param subscribers who is told; at least one
 * @param ackTimeout how long a product has to answer one message
 * @param lease how long a relay may be silent before another takes over; at least twice {@code ackTimeout}
 * @param poll how often to look without having been woken
 * @param inFlight clients served at the same time, per product and node; 1–64
 * @param pageBytes bytes of documents in one message; 1 KiB – 16 MiB
 * @param patience failures in a row until a position is parked, and the pauses between them
 */
public record EventSettings(
        List<Subscriber> subscribers,
        Duration ackTimeout,
        Duration lease,
        Duration poll,
        int inFlight,
        int pageBytes,
        RetryPolicy patience) {
    /** About a day, in growing pauses. */
    public static final RetryPolicy PATIENCE = new RetryPolicy(60, Duration.ofSeconds(1), Duration.ofMinutes(30));

    private static final int KIB = 1024;

    /** Refuses what cannot work. */
    public EventSettings {
        subscribers = List.copyOf(subscribers);
        require(!subscribers.isEmpty(), "subscribers");
        require(ackTimeout.toMillis() > 0, "ackTimeout");
        require(lease.compareTo(ackTimeout.multipliedBy(2)) >= 0, "lease");
        require(poll.toMillis() > 0, "poll");
        require(inFlight >= 1 && inFlight <= 64, "inFlight");
        require(pageBytes >= KIB && pageBytes <= 16 * KIB * KIB, "pageBytes");
    }

    /** What fits most: see {@code src/docs/events.md}. */
    public static EventSettings usual(List<Subscriber> subscribers) {
        return new EventSettings(
                subscribers,
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                Duration.ofSeconds(5),
                4,
                256 * KIB,
                PATIENCE);
    }

    private static void require(boolean holds, String setting) {
        if (!holds) {
            throw new IllegalArgumentException("events: " + setting + " out of range");
        }
    }
}
