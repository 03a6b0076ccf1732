package no.sticos.erp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.sticos.erp.sync.Reading;
import no.sticos.erp.sync.schedules.Bulk;
import no.sticos.erp.sync.schedules.RequestCosts;

/** What {@code bulk} prints: a line with a bar for a round, and a table for what one would take. */
final class BulkWords {
    private static final int BAR = 30;

    private BulkWords() {}

    /** One line: how far it is, and for how long it goes on. */
    static String line(Bulk bulk) {
        var counts = bulk.counts();
        int filled = counts.percent() * BAR / 100;
        return "[%s%s] %3d %%  %d of %d over, %d failed, %d skipped, %d under way; %s"
                .formatted(
                        "#".repeat(filled),
                        "-".repeat(BAR - filled),
                        counts.percent(),
                        counts.over(),
                        counts.all(),
                        counts.failed(),
                        counts.skipped(),
                        counts.underWay(),
                        state(bulk));
    }

    /** The line in place of the one before, which may have been longer. */
    static String over(Bulk bulk) {
        return "\r%-140s".formatted(line(bulk));
    }

    private static String state(Bulk bulk) {
        if (!bulk.isOpen()) {
            return bulk.stoppedBy() == null ? "done" : "stopped by " + bulk.stoppedBy();
        }
        if (bulk.isPaused()) {
            return "paused by " + bulk.pausedBy() + "; bulk resume goes on";
        }
        return bulk.pace()
                .timeLeft()
                .map(left -> "about " + text(left) + " left")
                .orElse("under way");
    }

    /** What a round of so many clients would take: path by path, and the path that decides. */
    static List<String> plan(int clients, Reading reading, RequestCosts.Budget budget) {
        var costs = RequestCosts.USUAL;
        var lines = new ArrayList<String>();
        lines.add("%d clients, %s; %d requests a minute and path"
                .formatted(
                        clients,
                        reading == Reading.WHOLE ? "everything is read" : "the changes are read",
                        budget.perMinute()));
        lines.add("%-24s %-10s %9s %10s %s".formatted("list", "asked by", "a client", "requests", "time"));
        for (var path : costs.paths(reading)) {
            lines.add("%-24s %-10s %9d %10d %s"
                    .formatted(
                            path.resource().id(),
                            path.scope(),
                            path.requests(),
                            (long) path.requests() * clients,
                            text(budget.time(clients, path))));
        }
        lines.add("A client asks %d requests in all. All paths are asked side by side: at least %s."
                .formatted(costs.requests(reading), text(budget.time(clients, costs.most(reading)))));
        return lines;
    }

    /** To the minute from an hour on, to the second below a minute. */
    static String text(Duration time) {
        if (time.compareTo(Duration.ofMinutes(1)) < 0) {
            return time.toSeconds() + " s";
        }
        long minutes = (time.toSeconds() + 59) / 60;
        return minutes < 60
                ? minutes + " min"
                : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
}
