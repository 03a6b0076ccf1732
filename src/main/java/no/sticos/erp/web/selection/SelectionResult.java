package no.sticos.erp.web.selection;

import java.util.List;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;

/**
 * What came of it, client by client.
 *
 * @param viewer for whom
 * @param trail the way to the list
 * @param back the list as it was looked at
 * @param title how many of how many
 * @param lines those that it was not done with first
 */
public record SelectionResult(Viewer viewer, List<Crumb> trail, String back, String title, List<Line> lines)
        implements View {
    /** Copies the lists. */
    public SelectionResult {
        trail = List.copyOf(trail);
        lines = List.copyOf(lines);
    }

    @Override
    public String template() {
        return "selection/result";
    }

    /**
     * One client.
     *
     * @param client its number
     * @param name its name
     * @param done whether it is as the person wanted it
     * @param text what was done, or why nothing was
     * @param known whether it has a page
     */
    public record Line(long client, String name, boolean done, String text, boolean known) {}
}
