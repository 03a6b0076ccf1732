package no.sticos.erp.web.client;

import java.util.List;
import no.sticos.erp.web.shell.View;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched in the last 90 days.
 *
 * @param frame whose
 * @param runs newest first
 * @param isFirst whether the newest one is among them
 * @param older the run before which the next page begins; null = there are no more
 */
public record RunsPage(ClientFrame frame, List<ClientPage.RunLine> runs, boolean isFirst, @Nullable Long older)
        implements View {
    @Override
    public String template() {
        return "client/history";
    }

    /** Copies the list. */
    public RunsPage {
        runs = List.copyOf(runs);
    }
}
