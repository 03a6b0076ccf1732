package no.sticos.erp.web.selection;

import io.reactivex.rxjava3.core.Single;
import java.util.EnumMap;
import java.util.Map;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.status.ClientRows;

/** How many of the chosen clients each button can act on, as their own rows say. */
final class SelectionNumbers {
    private final Choices choices;
    private final ClientRows rows;

    SelectionNumbers(Choices choices, Messages messages) {
        this.choices = choices;
        this.rows = new ClientRows(messages);
    }

    /** Empty where nobody is chosen. Fails with {@code TOO_MANY}. */
    Single<Map<SelectionAction, Long>> of(Session session, IntegrationId integration, Selection selection) {
        return choices.clients(session, integration, selection)
                .collect(
                        () -> new EnumMap<SelectionAction, Long>(SelectionAction.class),
                        (counts, client) -> count(counts, client, session))
                .map(Map::copyOf);
    }

    private void count(Map<SelectionAction, Long> counts, ClientView client, Session session) {
        var actions = rows.actions(client, session.rights());
        for (var action : SelectionAction.values()) {
            counts.merge(action, action.isOffered(client, actions) ? 1L : 0L, Long::sum);
        }
    }
}
