package no.sticos.erp.web.connecting;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.List;
import no.sticos.erp.clients.Client;
import no.sticos.erp.connect.ConnectQueue;
import no.sticos.erp.connect.ConnectQueue.Entry;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Visits;

/** For whom a link is asked: a client of the firm, or one that stands in the person's own queue. */
final class InvitePlaces {
    private final Rooms rooms;
    private final Messages messages;

    InvitePlaces(Rooms rooms, Messages messages) {
        this.rooms = rooms;
        this.messages = messages;
    }

    /** The client that the address names; another firm's is not found. */
    Single<InvitePage.Place> client(RoutingContext ctx, Visits.Visit visit) {
        return rooms.clients().find(visit.session().tenant(), Paths.client(ctx)).map(this::client);
    }

    /** The one of the queue that the request names; another person's queue is not found, nor one who is done. */
    Single<InvitePage.Place> entry(RoutingContext ctx, Visits.Visit visit) {
        var typed = ctx.request().getFormAttribute("entry");
        long named = Paths.number(typed == null ? ctx.request().getParam("entry") : typed);
        return rooms.queues().find(visit.session(), Paths.queue(ctx)).map(queue -> queue.entries().stream()
                .filter(entry -> entry.id() == named)
                .filter(entry ->
                        entry.state() == ConnectQueue.State.WAITING || entry.state() == ConnectQueue.State.LOOK)
                .findFirst()
                .map(entry -> entry(queue, entry))
                .orElseThrow(() -> Fault.of(Cause.NOT_FOUND)));
    }

    private InvitePage.Place client(Client client) {
        var orgnr = client.identity().orgnr();
        var own = Paths.of(client.id());
        return new InvitePage.Place(
                new Invitation.Wanted(client.integration(), client.id(), orgnr == null ? null : orgnr.digits()),
                client.name(),
                null,
                "integrations",
                List.of(
                        new Crumb(messages.text("nav.integrations"), "/integrations"),
                        new Crumb(messages.text("system.visma"), Paths.of(client.integration())),
                        new Crumb(client.name(), own)),
                own + "/invite",
                own + "/connection",
                null);
    }

    private InvitePage.Place entry(ConnectQueue queue, Entry entry) {
        boolean again = queue.kind() == ConnectQueue.Kind.RECONNECT;
        var own = "/queues/" + queue.id();
        return new InvitePage.Place(
                new Invitation.Wanted(queue.integration(), again ? entry.client() : null, entry.orgnr()),
                QueuePage.name(entry),
                entry.name(),
                again ? "logins" : "integrations",
                List.of(
                        again
                                ? new Crumb(messages.text("queue.again.title"), own)
                                : new Crumb(messages.text("connect.title"), own)),
                own + "/invite",
                own,
                entry.id());
    }
}
