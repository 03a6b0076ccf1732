package no.sticos.erp.web.keys;

import java.util.List;
import no.sticos.erp.connect.ApiKey;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;

/**
 * The question before a key is revoked.
 *
 * @param viewer for whom
 * @param trail where the page stands
 * @param key which
 */
public record RevokePage(Viewer viewer, List<Crumb> trail, ApiKey key) implements View {
    /** Keeps its own copy. */
    public RevokePage {
        trail = List.copyOf(trail);
    }

    @Override
    public String template() {
        return "keys/revoke";
    }
}
