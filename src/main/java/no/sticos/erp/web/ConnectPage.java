package no.sticos.erp.web;

/**
 * The last page before Visma's sign-in.
 *
 * @param viewer for whom
 * @param integration the system's number
 * @param system the system's name
 */
public record ConnectPage(Viewer viewer, long integration, String system) {
    /** The system page. */
    public String systemHref() {
        return "/integrations/" + integration;
    }
}
