package no.sticos.erp.web.connecting;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import no.sticos.erp.clients.Client;
import no.sticos.erp.connect.ConnectOutcome;
import no.sticos.erp.connect.ConnectQueue;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Callbacks;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.RequestReference;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ny klient: the way to Visma's sign-in, and back. */
public final class ConnectRoutes {
    private static final Logger log = LoggerFactory.getLogger(ConnectRoutes.class);

    private final Rooms rooms;
    private final Pages pages;
    private final URI vismaIdentity;
    private final Messages messages;

    /** Does nothing yet. */
    public ConnectRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.vismaIdentity = shell.settings().vismaIdentity();
        this.messages = shell.messages();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/integrations/:integration/connect").handler(this::explain);
        router.post("/integrations/:integration/connect").handler(this::leave);
        router.get("/visma/callback").handler(this::comeBack);
        router.post("/connect/:held/accept").handler(this::accept);
    }

    private void explain(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        rooms.integrations()
                .find(visit.session().tenant(), Paths.integration(ctx))
                .flatMap(found -> waiting(visit, found.id())
                        .map(queue -> start(visit, found.id(), queue))
                        .defaultIfEmpty(page(visit, found.id().value())))
                .subscribe(Reply.with(ctx, page -> {
                    SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
                    Answers.html(ctx, 200, pages.page(page));
                }));
    }

    /** The person's queue, if anybody waits in it. */
    private Maybe<ConnectQueue> waiting(Visits.Visit visit, IntegrationId integration) {
        return rooms.queues()
                .of(visit.session(), integration, ConnectQueue.Kind.CONNECT)
                .filter(queue -> queue.done() < queue.entries().size());
    }

    private ConnectPage start(Visits.Visit visit, IntegrationId integration, ConnectQueue queue) {
        return new ConnectPage(
                visit.viewer(), integration.value(), messages.text("system.visma"), PasteForm.of(queue), queue.id());
    }

    private void leave(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        rooms.connecting()
                .start(visit.session(), Paths.integration(ctx), null)
                .subscribe(Reply.with(ctx, visma -> Answers.away(ctx, visma.toString())));
    }

    private void comeBack(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        rooms.connecting()
                .finish(visit.session(), Callbacks.of(ctx))
                .subscribe(Reply.with(ctx, outcome -> tell(ctx, visit, outcome)));
    }

    private void accept(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        rooms.connecting()
                .accept(visit.session(), Paths.held(ctx))
                .subscribe(Reply.with(ctx, outcome -> tell(ctx, visit, outcome)));
    }

    private void tell(RoutingContext ctx, Visits.Visit visit, ConnectOutcome outcome) {
        if (outcome instanceof ConnectOutcome.Added added) {
            toList(ctx, added.client(), "");
        } else if (outcome instanceof ConnectOutcome.Blocked blocked) {
            toList(ctx, blocked.client(), "");
        } else if (outcome instanceof ConnectOutcome.Renewed renewed) {
            var client = renewed.client();
            rooms.switching()
                    .resume(client.tenant(), client.id(), visit.session().person())
                    .subscribe(Reply.after(ctx, () -> toList(ctx, client, "&renewed")));
        } else if (outcome instanceof ConnectOutcome.Refused refused) {
            refuse(ctx, visit, refused);
        } else if (outcome instanceof ConnectOutcome.Queued queued) {
            goOn(ctx, visit, queued);
        }
    }

    /** Back to the queue, which tells what came of it. */
    private void goOn(RoutingContext ctx, Visits.Visit visit, ConnectOutcome.Queued queued) {
        var queue = "/queues/" + queued.queue();
        landed(visit, queued)
                .map(client -> queue + "?added=" + client.id().value())
                .defaultIfEmpty(queue)
                .subscribe(Reply.with(ctx, address -> Answers.seeOther(ctx, address)));
    }

    /** Who came of it, if anybody; that one fetches what the person wants it to. */
    private Maybe<Client> landed(Visits.Visit visit, ConnectOutcome.Queued queued) {
        var came = queued.came();
        if (came instanceof ConnectOutcome.Added added) {
            return activated(visit, queued.queue(), added.client())
                    .toSingleDefault(added.client())
                    .toMaybe();
        }
        if (came instanceof ConnectOutcome.Renewed renewed) {
            var client = renewed.client();
            return rooms.switching()
                    .resume(client.tenant(), client.id(), visit.session().person())
                    .toSingleDefault(client)
                    .toMaybe();
        }
        return came instanceof ConnectOutcome.Blocked blocked ? Maybe.just(blocked.client()) : Maybe.empty();
    }

    /** «Aktiver klientene etter hvert»; why one may not be activated after all is said by its row. */
    private Completable activated(Visits.Visit visit, long queue, Client client) {
        return rooms.queues()
                .find(visit.session(), queue)
                .filter(ConnectQueue::activate)
                .flatMapSingle(wanted -> rooms.switching()
                        .activate(client.tenant(), client.id(), visit.session().person()))
                .ignoreElement()
                .onErrorComplete(error -> Fault.from(error).kind() == Cause.Kind.BAD_INPUT);
    }

    private static void toList(RoutingContext ctx, Client client, String more) {
        Answers.seeOther(
                ctx, Paths.of(client.integration()) + "?added=" + client.id().value() + more);
    }

    /** The refusal is told on a page of the system that the person came from, with the one next step. */
    private void refuse(RoutingContext ctx, Visits.Visit visit, ConnectOutcome.Refused refused) {
        var known = refused.integration();
        (known == null ? anyOf(visit) : Single.just(known)).subscribe(Reply.with(ctx, integration -> {
            SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
            Answers.html(ctx, 200, pages.page(refusal(ctx, page(visit, integration.value()), refused)));
        }));
    }

    private Single<IntegrationId> anyOf(Visits.Visit visit) {
        return rooms.integrations()
                .list(visit.session().tenant())
                .flatMap(all -> all.isEmpty()
                        ? Single.error(Fault.of(Cause.NOT_FOUND))
                        : Single.just(all.get(0).id()));
    }

    private static ConnectRefusedPage refusal(RoutingContext ctx, ConnectPage page, ConnectOutcome.Refused refused) {
        var cause = refused.cause();
        var reference = RequestReference.of(ctx);
        log.atInfo().addKeyValue("reference", reference).log("back from Visma without a consent: {}", cause);
        var expected = refused.expected();
        return new ConnectRefusedPage(
                page,
                new Reason(cause.key(), refused.args()),
                expected == null ? null : expected.value(),
                cause.kind() == Cause.Kind.BROKEN ? reference : null);
    }

    private ConnectPage page(Visits.Visit visit, long integration) {
        return new ConnectPage(visit.viewer(), integration, messages.text("system.visma"));
    }
}
