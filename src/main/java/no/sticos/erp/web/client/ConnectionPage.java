package no.sticos.erp.web.client;

import no.sticos.erp.web.shell.View;

/**
 * The consent at Visma, by itself.
 *
 * @param page the client's page, which shows it too
 */
public record ConnectionPage(ClientPage page) implements View {
    @Override
    public String template() {
        return "client/connection";
    }
}
