package no.sticos.erp.web.schedule;

import java.time.Duration;
import java.util.List;
import no.sticos.erp.sync.schedules.Bulk;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * «Synkroniser alle»: the question before a round, or how far the one that is open has come.
 *
 * @param viewer for whom
 * @param trail the way here
 * @param path the page's address
 * @param reached how many clients a round would reach that began now
 * @param least how long that would last at least
 * @param bulk the firm's newest round; null: there never was one
 * @param mayUse whether the person may begin one, and pause it
 */
public record BulkPage(
        Viewer viewer, List<Crumb> trail, String path, int reached, Duration least, @Nullable Bulk bulk, boolean mayUse)
        implements View {
    /** Copies the trail. */
    public BulkPage {
        trail = List.copyOf(trail);
    }

    @Override
    public String template() {
        return "schedule/bulk";
    }

    /** The round that is under way or paused; null: none is. */
    public @Nullable Bulk open() {
        return bulk != null && bulk.isOpen() ? bulk : null;
    }

    /** Why no round can begin, the last part of {@code bulk.why.<…>}; null: one can. */
    public @Nullable String refusal() {
        if (!mayUse) {
            return "use";
        }
        return reached == 0 ? "nobody" : null;
    }
}
