package no.sticos.erp.web.connecting;

import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;

/**
 * The last page before Visma's sign-in.
 *
 * @param viewer for whom
 * @param integration the system's number
 * @param system the system's name
 */
public record ConnectPage(Viewer viewer, long integration, String system) implements View {
    @Override
    public String template() {
        return "connect/page";
    }

    /** The system page. */
    public String systemHref() {
        return "/integrations/" + integration;
    }
}
