package no.sticos.erp.web.client;

import no.sticos.erp.web.shell.Viewer;
import no.sticos.erp.web.status.ClientActions;
import no.sticos.erp.web.status.ClientHead;
import org.jspecify.annotations.Nullable;

/**
 * What every page of a client begins with: who, and what may be done.
 *
 * @param viewer for whom
 * @param integration the system's number
 * @param system the system's name
 * @param client who
 * @param responsible who answers for it; null = not known
 * @param actions what may be done
 * @param lockedChanges how many vouchers were changed in locked periods
 */
public record ClientFrame(
        Viewer viewer,
        long integration,
        String system,
        ClientHead client,
        @Nullable String responsible,
        ClientActions actions,
        long lockedChanges) {
    /** The system page. */
    public String systemHref() {
        return "/integrations/" + integration;
    }

    /** The client's own page at {@code tab}. */
    public String href(ClientTab tab) {
        return client.href() + tab.path();
    }
}
