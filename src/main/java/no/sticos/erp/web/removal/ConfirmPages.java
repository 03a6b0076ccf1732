package no.sticos.erp.web.removal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/** Puts the questions into words. */
final class ConfirmPages {
    private final Messages messages;
    private final Duration undo;

    /** {@code undo} is how long what was asked for can be undone. */
    ConfirmPages(Messages messages, Duration undo) {
        this.messages = messages;
        this.undo = undo;
    }

    /** Whether a client shall go. */
    ConfirmPage client(Viewer viewer, Client client, Map<String, Long> tables) {
        var words = new ConfirmPage.Words(
                messages.text("confirm.client.title", client.name()),
                messages.text("confirm.client.text"),
                messages.text("confirm.client.do"));
        var lost = List.of(messages.text("confirm.lost.revoke"), messages.text("confirm.lost.products"));
        return new ConfirmPage(
                viewer,
                trail(client),
                Paths.of(client.id()) + "/delete",
                words,
                RowCount.of(tables, messages),
                lost,
                kept(messages.text("confirm.kept.visma")),
                null);
    }

    /** Whether what was fetched of a client shall go. */
    ConfirmPage accounts(Viewer viewer, Client client, Map<String, Long> tables) {
        var words = new ConfirmPage.Words(
                messages.text("confirm.accounts.title", client.name()),
                messages.text("confirm.accounts.text"),
                messages.text("confirm.accounts.do"));
        return new ConfirmPage(
                viewer,
                trail(client),
                Paths.of(client.id()) + "/delete-accounts",
                words,
                RowCount.of(tables, messages),
                List.of(messages.text("confirm.lost.empty")),
                kept(messages.text("confirm.kept.again")),
                null);
    }

    /**
     * Whether a system shall go with all its clients.
     *
     * @param consents its clients' consents at Visma
     * @param typed what was typed as its name; null before the first try
     */
    ConfirmPage system(
            Viewer viewer, Integration integration, Map<String, Long> tables, long consents, @Nullable String typed) {
        var name = messages.text("system.visma");
        int clients = integration.activeClients() + integration.inactiveClients();
        var numbers = new ArrayList<RowCount>();
        numbers.add(new RowCount(messages.text("system.clients"), clients));
        numbers.add(new RowCount(messages.text("confirm.consents"), consents));
        numbers.addAll(RowCount.of(tables, messages));
        return new ConfirmPage(
                viewer,
                trail(integration.id()),
                Paths.of(integration.id()) + "/delete",
                new ConfirmPage.Words(
                        messages.text("confirm.system.title", name),
                        text(clients, integration.activeClients()),
                        messages.text("confirm.system.do")),
                numbers,
                clients == 0
                        ? List.of()
                        : List.of(messages.text("confirm.lost.revokeAll"), messages.text("confirm.lost.productsAll")),
                clients == 0 ? List.of() : kept(messages.text("confirm.kept.vismaAll")),
                new ConfirmPage.Typing(name, typed));
    }

    private String text(int clients, int active) {
        return clients == 0
                ? messages.text("confirm.system.empty")
                : messages.counted("confirm.system.text", clients, Formats.count(active));
    }

    private List<String> kept(String what) {
        long minutes = undo.plusSeconds(59).toMinutes();
        return minutes == 0 ? List.of(what) : List.of(what, messages.counted("confirm.kept.undo", minutes));
    }

    private List<Crumb> trail(Client client) {
        var trail = new ArrayList<>(trail(client.integration()));
        trail.add(new Crumb(client.name(), Paths.of(client.id())));
        return trail;
    }

    private List<Crumb> trail(IntegrationId integration) {
        return List.of(
                new Crumb(messages.text("nav.integrations"), "/integrations"),
                new Crumb(messages.text("system.visma"), Paths.of(integration)));
    }
}
