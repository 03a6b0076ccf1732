package no.sticos.erp.web.integrations;

import java.util.List;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;

/**
 * The firm's accounting systems.
 *
 * @param viewer for whom
 * @param cards one a system
 */
public record IntegrationsPage(Viewer viewer, List<IntegrationCard> cards) implements View {
    @Override
    public String template() {
        return "integrations/page";
    }

    /** Copies the cards. */
    public IntegrationsPage {
        cards = List.copyOf(cards);
    }
}
