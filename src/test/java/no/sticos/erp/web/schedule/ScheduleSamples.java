package no.sticos.erp.web.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.sync.schedules.Span;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;

/** Schedules and rounds of an invented firm, for tests that look at pages. */
public final class ScheduleSamples {
    private static final List<Crumb> TRAIL =
            List.of(new Crumb("Integrasjoner", "/integrations"), new Crumb("Visma eAccounting", "/integrations/1"));
    private static final Schedule USUAL = new Schedule(45, Span.ofHours(7, 17), true, Span.ofHours(22, 5), 7);

    private final Viewer viewer;

    /** For this person. */
    public ScheduleSamples(Viewer viewer) {
        this.viewer = viewer;
    }

    /** All of them, by the path where a test shows each. */
    public Map<String, View> all() {
        var all = new LinkedHashMap<String, View>();
        var usual = ScheduleForm.of(USUAL);
        var wrong = new ScheduleForm(60, USUAL.day(), false, USUAL.night(), "sju");
        all.put("/schedule", page(usual, true, true));
        all.put("/schedule-wrong", page(wrong, false, true));
        all.put("/schedule-reader", page(usual, false, false));
        return all;
    }

    private SchedulePage page(ScheduleForm form, boolean saved, boolean mayChange) {
        return new SchedulePage(viewer, TRAIL, "/integrations/1/schedule", null, form, saved, mayChange);
    }
}
