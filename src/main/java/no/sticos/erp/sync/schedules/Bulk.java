package no.sticos.erp.sync.schedules;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import no.sticos.erp.sync.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A round over all clients of a firm, or of all firms, and how far it has come.
 *
 * @param id its number
 * @param askedBy who wanted it
 * @param askedAt when
 * @param reading how much is read of each client
 * @param counts its clients
 * @param pausedBy who paused it; null: it goes on, or has ended
 * @param pausedAt since when
 * @param stoppedBy who ended it before it had reached everybody; null: nobody
 * @param endedAt when it ended; null: it is under way or paused
 * @param pace how fast it goes
 */
public record Bulk(
        long id,
        String askedBy,
        Instant askedAt,
        Reading reading,
        Counts counts,
        @Nullable String pausedBy,
        @Nullable Instant pausedAt,
        @Nullable String stoppedBy,
        @Nullable Instant endedAt,
        Pace pace) {

    /**
     * Its clients; one that was removed meanwhile is none of them.
     *
     * @param all whom it set out to reach
     * @param fetched their fetch is done, perhaps with something missing
     * @param failed it failed, or waits for a person
     * @param skipped they were switched off or lost their sign-in before their turn came
     * @param underWay in the queue, or running
     */
    public record Counts(int all, int fetched, int failed, int skipped, int underWay) {
        /** Whose fetch is over, however. */
        public int over() {
            return fetched + failed + skipped;
        }

        /** Whose turn has not come. */
        public int waiting() {
            return all - over() - underWay;
        }

        /** Over, of all; 100 only when everybody is. */
        public int percent() {
            return all == 0 ? 100 : (int) (100L * over() / all);
        }
    }

    /** Whether it is under way or paused. */
    public boolean isOpen() {
        return endedAt == null;
    }

    /** Whether it is paused. */
    public boolean isPaused() {
        return isOpen() && pausedAt != null;
    }

    static Bulk read(Row row, RequestCosts.Budget budget) {
        var counts = new Counts(
                row.getInteger("members"),
                row.getInteger("fetched"),
                row.getInteger("failed"),
                row.getInteger("skipped"),
                row.getInteger("under_way"));
        var reading = row.getBoolean("whole") ? Reading.WHOLE : Reading.CHANGES;
        return new Bulk(
                row.getLong("bulk_id"),
                row.getString("asked_by"),
                row.getOffsetDateTime("asked_at").toInstant(),
                reading,
                counts,
                row.getString("paused_by"),
                time(row, "paused_at"),
                row.getString("stopped_by"),
                time(row, "ended_at"),
                new Pace(
                        counts.all() - counts.over(),
                        row.getInteger("lately"),
                        Duration.ofMillis(Math.round(row.getDouble("measured") * 1000)),
                        budget.leastPerClient(reading)));
    }

    private static @Nullable Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
