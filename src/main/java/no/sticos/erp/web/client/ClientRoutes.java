package no.sticos.erp.web.client;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import no.sticos.erp.web.status.ClientRows;

/** A client's page and the buttons of its row. */
public final class ClientRoutes {
    private static final int RUNS_SHOWN = 5;

    private final Rooms rooms;
    private final Pages pages;
    private final ClientRows rows;
    private final ClientPages clientPages;
    private final Messages messages;
    private final URI vismaIdentity;

    /** Does nothing yet. */
    public ClientRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.messages = shell.messages();
        this.rows = new ClientRows(messages);
        this.vismaIdentity = shell.settings().vismaIdentity();
        this.clientPages = new ClientPages(messages, rows);
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/clients/:client").handler(this::page);
        router.post("/clients/:client/activate").handler(ctx -> act(ctx, "activated", this::activate));
        router.post("/clients/:client/deactivate").handler(ctx -> act(ctx, "deactivated", this::deactivate));
        router.post("/clients/:client/send").handler(ctx -> act(ctx, "sent", this::send));
        router.post("/clients/:client/recheck").handler(ctx -> act(ctx, "rechecked", this::recheck));
        router.post("/clients/:client/reconnect").handler(this::reconnect);
    }

    private void page(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var tenant = visit.session().tenant();
        var client = Paths.client(ctx);
        SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
        var unused = rooms.overview()
                .find(tenant, client)
                .flatMap(view -> facts(tenant, view))
                .map(facts -> pages.page(clientPages.page(facts, visit)))
                .subscribe(html -> Answers.html(ctx, 200, html), ctx::fail);
    }

    private Single<ClientPages.Facts> facts(TenantId tenant, ClientView view) {
        var client = view.id();
        return Single.zip(
                rooms.books().figures(tenant, client).map(Optional::of).defaultIfEmpty(Optional.empty()),
                rooms.consents().of(tenant, client),
                rooms.subscriptions().of(tenant, client),
                rooms.history().newest(tenant, client, RUNS_SHOWN),
                (figures, consent, products, runs) ->
                        new ClientPages.Facts(view, figures.orElse(null), consent.orElse(null), products, runs));
    }

    private void act(RoutingContext ctx, String said, Action action) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var client = Paths.client(ctx);
        var unused = action.on(visit, client)
                .flatMap(word -> rooms.overview()
                        .find(visit.session().tenant(), client)
                        .map(view -> new Done(view, word.isEmpty() ? said : word)))
                .subscribe(done -> done(ctx, visit, done), ctx::fail);
    }

    private void done(RoutingContext ctx, Visits.Visit visit, Done done) {
        var row = rows.row(done.view(), visit.session(), false);
        if (Answers.isFragment(ctx)) {
            var sentence = messages.text("row.said." + done.word(), row.client().name());
            Answers.html(ctx, 200, pages.part("status/rowAnswer", Map.of("row", row, "said", sentence)));
        } else {
            Answers.seeOther(ctx, cameFrom(ctx, done.view()));
        }
    }

    /** A button on the client's own page leads back to it, any other to the list. */
    private static String cameFrom(RoutingContext ctx, ClientView view) {
        var referer = ctx.request().getHeader("Referer");
        var own = "/clients/" + view.id();
        return referer != null && referer.endsWith(own) ? own : Paths.of(view.integration());
    }

    private Single<String> activate(Visits.Visit visit, ClientId client) {
        var session = visit.session();
        return rooms.switching()
                .activate(session.tenant(), client, session.person())
                .map(active -> "");
    }

    private Single<String> deactivate(Visits.Visit visit, ClientId client) {
        var session = visit.session();
        return rooms.switching()
                .deactivate(session.tenant(), client, session.person())
                .map(off -> "");
    }

    private Single<String> send(Visits.Visit visit, ClientId client) {
        var session = visit.session();
        return rooms.switching()
                .send(session.tenant(), client, session.person())
                .map(made -> made ? "" : "joined");
    }

    /** What still keeps the client from being chosen is said by its row. */
    private Single<String> recheck(Visits.Visit visit, ClientId client) {
        return rooms.rechecking().recheck(visit.session(), client).map(described -> "");
    }

    private void reconnect(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var client = Paths.client(ctx);
        var unused = rooms.clients()
                .find(visit.session().tenant(), client)
                .flatMap(known -> rooms.connecting().start(visit.session(), known.integration(), client))
                .subscribe(visma -> Answers.away(ctx, visma.toString()), ctx::fail);
    }

    /** A button's work; gives the word of what it did, or nothing for the usual one. */
    private interface Action {
        Single<String> on(Visits.Visit visit, ClientId client);
    }

    private record Done(ClientView view, String word) {}
}
