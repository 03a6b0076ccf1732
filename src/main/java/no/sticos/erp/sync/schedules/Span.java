package no.sticos.erp.sync.schedules;

import java.time.LocalTime;

/**
 * A span of each day, in Norwegian time.
 *
 * @param from when it begins
 * @param until when it is over; not after {@code from}: on the next day, and the same: the whole day
 */
public record Span(LocalTime from, LocalTime until) {
    /** From one whole hour, 0 to 23, to another. */
    public static Span ofHours(int from, int until) {
        return new Span(LocalTime.of(from, 0), LocalTime.of(until, 0));
    }
}
