package no.sticos.erp.sync.schedules;

import io.vertx.rxjava3.sqlclient.Row;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When a client is fetched by itself.
 *
 * @param everyMinutes minutes between two fetches of changes by day, 5 to 1440; null: none by day
 * @param day when such fetches begin
 * @param nightly whether changes and counts are fetched once a night
 * @param night when that begins, at the client's own place in it
 * @param nights once in so many nights everything is read instead, 1 to 366
 */
public record Schedule(@Nullable Integer everyMinutes, Span day, boolean nightly, Span night, int nights) {
    /** No client is fetched more often by day. */
    public static final int SHORTEST_MINUTES = 5;
    /** Nor less often, if it is at all. */
    public static final int LONGEST_MINUTES = 1440;
    /** The most nights that everything may be read once in. */
    public static final int MOST_NIGHTS = 366;

    /** Refuses what would never come, or all the time. */
    public Schedule {
        if (everyMinutes != null && (everyMinutes < SHORTEST_MINUTES || everyMinutes > LONGEST_MINUTES)) {
            throw new IllegalArgumentException("a client is fetched every 5 to 1440 minutes");
        }
        if (nights < 1 || nights > MOST_NIGHTS) {
            throw new IllegalArgumentException("everything is read once in 1 to 366 nights");
        }
    }

    /** Its values as a statement takes them, in the order of {@code gateway.schedule_wish}, then the others. */
    @Nullable
    Object[] with(@Nullable Object... others) {
        @Nullable Object[] wish = {everyMinutes, day.from(), day.until(), nightly, night.from(), night.until(), nights};
        var all = Arrays.copyOf(wish, wish.length + others.length);
        System.arraycopy(others, 0, all, wish.length, others.length);
        return all;
    }

    static Schedule read(Row row) {
        return new Schedule(
                row.getInteger("every_minutes"),
                new Span(row.getLocalTime("day_from"), row.getLocalTime("day_until")),
                row.getBoolean("nightly"),
                new Span(row.getLocalTime("night_from"), row.getLocalTime("night_until")),
                row.getInteger("nights"));
    }
}
