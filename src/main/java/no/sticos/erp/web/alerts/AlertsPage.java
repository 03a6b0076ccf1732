package no.sticos.erp.web.alerts;

import java.util.List;
import java.util.Set;
import no.sticos.erp.clients.AlertKind;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * The switches, one a kind.
 *
 * @param viewer for whom
 * @param email where mail reaches the person; null if the sign-in does not say
 * @param off what is switched off
 * @param isSent whether mail is sent at all
 * @param saved whether it was just saved
 */
public record AlertsPage(Viewer viewer, @Nullable String email, Set<AlertKind> off, boolean isSent, boolean saved)
        implements View {
    /** Keeps its own copy. */
    public AlertsPage {
        off = Set.copyOf(off);
    }

    @Override
    public String template() {
        return "alerts/page";
    }

    /** All that can be switched. */
    public List<AlertKind> kinds() {
        return List.of(AlertKind.values());
    }
}
