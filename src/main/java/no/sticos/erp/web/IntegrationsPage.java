package no.sticos.erp.web;

import java.util.List;

/**
 * The firm's accounting systems.
 *
 * @param viewer for whom
 * @param cards one a system
 */
public record IntegrationsPage(Viewer viewer, List<IntegrationCard> cards) {
    /** Copies the cards. */
    public IntegrationsPage {
        cards = List.copyOf(cards);
    }
}
