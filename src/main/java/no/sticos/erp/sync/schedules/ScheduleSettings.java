package no.sticos.erp.sync.schedules;

import java.time.Duration;

/**
 * How clients are fetched by themselves, over all nodes.
 *
 * @param usual the schedule of a client for which nobody has chosen one
 * @param mostOpen how many runs of schedules may be open at once, and as many of a round over everybody; enough to
 *     keep all nodes busy between two looks, few enough to be overtaken and stopped
 * @param batch clients that one statement puts into the queue
 * @param late nobody looked for so long: who was due meanwhile is late
 * @param catchUp over how long late ones are spread
 */
public record ScheduleSettings(Schedule usual, int mostOpen, int batch, Duration late, Duration catchUp) {
    /** Refuses what would do nothing. */
    public ScheduleSettings {
        if (mostOpen < 1 || batch < 1 || late.isZero() || catchUp.isNegative()) {
            throw new IllegalArgumentException("schedules need room in the queue");
        }
    }

    /** 200 clients a statement; a quarter of an hour without a look is an outage. */
    public static ScheduleSettings of(Schedule usual, int mostOpen, Duration catchUp) {
        return new ScheduleSettings(usual, mostOpen, 200, Duration.ofMinutes(15), catchUp);
    }
}
