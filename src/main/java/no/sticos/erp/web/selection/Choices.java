package no.sticos.erp.web.selection;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.text.Collator;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.status.ClientRows;

/**
 * Looks the chosen clients up, and keeps of each only what the question needs. Ids are looked up some hundred at a time;
 * of a whole list every page would cost as much as all of it.
 */
final class Choices {
    private static final int A_READ = 500;

    private final Rooms rooms;
    private final Messages messages;
    private final ClientRows rows;

    Choices(Rooms rooms, Messages messages) {
        this.rooms = rooms;
        this.messages = messages;
        this.rows = new ClientRows(messages);
    }

    /** By name; ids that are nobody's of this integration stand for themselves. Fails with {@code TOO_MANY}. */
    Single<List<Choice>> of(Session session, IntegrationId integration, Selection selection, SelectionAction action) {
        return clients(session, integration, selection)
                .map(client -> choice(client, session, action))
                .toList()
                .map(found -> selection.all() ? found : withUnknown(found, selection.ids()));
    }

    /** The chosen clients of this integration. Fails with {@code TOO_MANY}. */
    Flowable<ClientView> clients(Session session, IntegrationId integration, Selection selection) {
        return selection.all() ? all(session, integration, selection) : these(session, integration, selection.ids());
    }

    /** Those of these clients that are the integration's, in pieces. */
    Flowable<ClientView> these(Session session, IntegrationId integration, List<ClientId> ids) {
        return Flowable.fromIterable(ids)
                .buffer(A_READ)
                .concatMapSingle(some -> rooms.overview().among(session.tenant(), some), 1)
                .concatMapIterable(clients -> clients)
                .filter(client -> client.integration().equals(integration));
    }

    private Flowable<ClientView> all(Session session, IntegrationId integration, Selection selection) {
        return rooms.overview()
                .list(session.tenant(), integration, selection.query().asked(Selection.MOST, 0))
                .doOnSuccess(listing -> refuse(listing.hits()))
                .flattenAsFlowable(listing -> listing.clients());
    }

    private static void refuse(int hits) {
        if (hits > Selection.MOST) {
            throw Fault.of(Cause.TOO_MANY, Formats.count(Selection.MOST));
        }
    }

    private Choice choice(ClientView client, Session session, SelectionAction action) {
        var actions = rows.actions(client, session.rights());
        boolean offered = action.isOffered(client, actions);
        boolean so = action.isSo(client);
        var why = offered ? "" : why(client, action, action.refusal(actions));
        return new Choice(client.id(), client.identity().name(), true, offered, so, why);
    }

    private String why(ClientView client, SelectionAction action, String refusal) {
        var identity = client.identity();
        if (action.isSo(client)) {
            return messages.text("bulk.result.so." + action.word());
        }
        if (!refusal.equals("blocked")) {
            return messages.text(SelectionPages.refusal(refusal));
        }
        return identity.holderName() == null
                ? messages.text(identity.kind().equals("MISSING") ? "bulk.result.noId" : "bulk.result.badOrgnr")
                : messages.text("bulk.result.duplicate", identity.holderName());
    }

    private Choice unknown(ClientId id) {
        var why = messages.text("bulk.result.unknown");
        return new Choice(id, messages.text("bulk.unknown"), false, false, false, why);
    }

    private List<Choice> withUnknown(List<Choice> found, List<ClientId> ids) {
        var known = new HashSet<ClientId>();
        found.forEach(choice -> known.add(choice.client()));
        var order = Collator.getInstance(Locale.forLanguageTag("nb"));
        var unknown = ids.stream().filter(id -> !known.contains(id)).map(this::unknown);
        return Stream.concat(found.stream().sorted(Comparator.comparing(Choice::name, order)), unknown)
                .toList();
    }
}
