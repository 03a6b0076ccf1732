package no.sticos.erp.web.schedule;

import java.util.List;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * When a firm's clients are fetched, or one of them.
 *
 * @param viewer for whom
 * @param trail the way here
 * @param path the page's address
 * @param client the client's name; null: it is the schedule of all that have none of their own
 * @param form what is chosen, or was typed
 * @param saved whether that was just taken
 * @param mayChange whether the person may change it
 */
public record SchedulePage(
        Viewer viewer,
        List<Crumb> trail,
        String path,
        @Nullable String client,
        ScheduleForm form,
        boolean saved,
        boolean mayChange)
        implements View {
    /** The most nights that everything may be read once in. */
    public static final int MOST_NIGHTS = Schedule.MOST_NIGHTS;

    /** Copies the trail. */
    public SchedulePage {
        trail = List.copyOf(trail);
    }

    @Override
    public String template() {
        return "schedule/page";
    }
}
