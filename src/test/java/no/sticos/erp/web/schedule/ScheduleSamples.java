package no.sticos.erp.web.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.sticos.erp.sync.Reading;
import no.sticos.erp.sync.schedules.Bulk;
import no.sticos.erp.sync.schedules.Pace;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.sync.schedules.Span;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/** Schedules and rounds of an invented firm, for tests that look at pages. */
public final class ScheduleSamples {
    private static final Schedule USUAL = new Schedule(45, Span.ofHours(7, 17), true, Span.ofHours(22, 5), 7);

    private static final Instant ASKED = Instant.parse("2026-11-24T13:29:00Z");
    private static final Bulk.Counts COUNTS = new Bulk.Counts(124, 61, 2, 1, 6);

    private final Viewer viewer;
    private final List<Crumb> trail;

    /** For this person, in these words. */
    public ScheduleSamples(Viewer viewer, Messages messages) {
        this.viewer = viewer;
        this.trail = List.of(
                new Crumb(messages.text("integrations.title"), "/integrations"),
                new Crumb(messages.text("system.visma"), "/integrations/1"));
    }

    /** All of them, by the path where a test shows each. */
    public Map<String, View> all() {
        var all = new LinkedHashMap<String, View>();
        var usual = ScheduleForm.of(USUAL);
        var wrong = new ScheduleForm(60, USUAL.day(), false, USUAL.night(), "sju");
        all.put("/schedule", page(usual, true, true));
        all.put("/schedule-wrong", page(wrong, false, true));
        all.put("/schedule-reader", page(usual, false, false));
        all.put("/bulk", bulk(null, 124, true));
        all.put("/bulk-nobody", bulk(null, 0, true));
        all.put("/bulk-ended", bulk(round(new Bulk.Counts(124, 120, 3, 1, 0), null, "Ola Vik", ASKED), 124, true));
        all.put("/bulk-paused", bulk(round(COUNTS, "Ola Vik", null, null), 124, true));
        all.put("/bulk-open", bulk(round(COUNTS, null, null, null), 124, false));
        return all;
    }

    private BulkPage bulk(@Nullable Bulk round, int reached, boolean mayUse) {
        return new BulkPage(viewer, trail, "/integrations/1/sync-all", reached, Duration.ofMinutes(167), round, mayUse);
    }

    private static Bulk round(
            Bulk.Counts counts, @Nullable String paused, @Nullable String stopped, @Nullable Instant ended) {
        var pace = new Pace(counts.all() - counts.over(), 40, Duration.ofMinutes(10), Duration.ZERO);
        return new Bulk(
                7,
                "Kari Lunde",
                ASKED,
                Reading.CHANGES,
                counts,
                paused,
                paused == null ? null : ASKED,
                stopped,
                ended,
                pace);
    }

    private SchedulePage page(ScheduleForm form, boolean saved, boolean mayChange) {
        return new SchedulePage(viewer, trail, "/integrations/1/schedule", null, form, saved, mayChange);
    }
}
