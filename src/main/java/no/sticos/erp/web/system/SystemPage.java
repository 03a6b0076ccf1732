package no.sticos.erp.web.system;

import java.util.List;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import no.sticos.erp.web.status.ClientActions;
import org.jspecify.annotations.Nullable;

/**
 * One accounting system and its clients.
 *
 * @param viewer for whom
 * @param name the system's name
 * @param table its clients
 * @param notice what just happened; null = nothing
 * @param deleteSystem whether the system may be removed
 */
public record SystemPage(
        Viewer viewer, String name, ClientTable table, @Nullable Notice notice, ClientActions.Action deleteSystem)
        implements View {
    @Override
    public String template() {
        return "system/page";
    }

    /**
     * Tells what the last action did, on top of the page.
     *
     * @param color success, info, warning or danger
     * @param title one line
     * @param text more; may be empty
     * @param activate the client that {@code Aktiver} is offered for; null = not offered
     * @param offersNext whether adding the next client is offered
     * @param links what else may be done about it
     */
    public record Notice(
            String color, String title, String text, @Nullable Long activate, boolean offersNext, List<Link> links) {
        /** Copies the links. */
        public Notice {
            links = List.copyOf(links);
        }

        /** Without links. */
        public Notice(String color, String title, String text, @Nullable Long activate, boolean offersNext) {
            this(color, title, text, activate, offersNext, List.of());
        }

        /** Whether anything is offered. */
        public boolean offers() {
            return activate != null || offersNext || !links.isEmpty();
        }

        /** One line of good news. */
        public static Notice done(String title) {
            return new Notice("success", title, "", null, false);
        }
    }
}
