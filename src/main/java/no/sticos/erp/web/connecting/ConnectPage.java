package no.sticos.erp.web.connecting;

import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * The last page before Visma's sign-in, for one client or for many.
 *
 * @param viewer for whom
 * @param integration the system's number
 * @param system the system's name
 * @param paste the field for many
 * @param queue the person's queue in which somebody waits; null without one
 */
public record ConnectPage(Viewer viewer, long integration, String system, PasteForm paste, @Nullable Long queue)
        implements View {
    /** With an empty field. */
    public ConnectPage(Viewer viewer, long integration, String system) {
        this(viewer, integration, system, PasteForm.EMPTY, null);
    }

    @Override
    public String template() {
        return "connect/page";
    }

    /** The system page. */
    public String systemHref() {
        return "/integrations/" + integration;
    }
}
