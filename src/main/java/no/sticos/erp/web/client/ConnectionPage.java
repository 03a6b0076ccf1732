package no.sticos.erp.web.client;

import no.sticos.erp.web.shell.View;

/**
 * The consent at Visma, by itself, and who answers for the client.
 *
 * @param page the client's page, which shows the consent too
 * @param responsible who may be chosen
 */
public record ConnectionPage(ClientPage page, ResponsibleForm responsible) implements View {
    @Override
    public String template() {
        return "client/connection";
    }
}
