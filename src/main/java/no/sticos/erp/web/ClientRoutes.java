package no.sticos.erp.web;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sync.ClientView;

/** A client's page and the buttons of its row. */
final class ClientRoutes {
    private static final int RUNS_SHOWN = 5;

    private final PortalRoutes.Rooms rooms;
    private final Pages pages;
    private final ClientRows rows;
    private final ClientPages clientPages;
    private final Messages messages = Messages.bokmal();

    ClientRoutes(PortalRoutes.Rooms rooms, Pages pages, ClientRows rows, ClientPages clientPages) {
        this.rooms = rooms;
        this.pages = pages;
        this.rows = rows;
        this.clientPages = clientPages;
    }

    void mount(Router router) {
        router.get("/clients/:client").handler(this::page);
        router.post("/clients/:client/activate").handler(ctx -> act(ctx, "activated", this::activate));
        router.post("/clients/:client/deactivate").handler(ctx -> act(ctx, "deactivated", this::deactivate));
        router.post("/clients/:client/send").handler(ctx -> act(ctx, "sent", this::send));
        router.post("/clients/:client/reconnect").handler(this::reconnect);
    }

    private void page(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var tenant = visit.session().tenant();
        var client = Paths.client(ctx);
        var unused = rooms.overview()
                .find(tenant, client)
                .flatMap(view -> Single.zip(
                        rooms.books()
                                .figures(tenant, client)
                                .map(java.util.Optional::of)
                                .defaultIfEmpty(java.util.Optional.empty()),
                        rooms.subscriptions().of(tenant, client),
                        rooms.history().newest(tenant, client, RUNS_SHOWN),
                        (figures, products, runs) -> pages.client(clientPages.page(
                                new ClientPages.Facts(view, figures.orElse(null), products, runs), visit))))
                .subscribe(html -> Answers.html(ctx, 200, html), ctx::fail);
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
            Answers.html(ctx, 200, pages.rowAnswer(row, sentence));
        } else {
            Answers.seeOther(ctx, IntegrationRoutes.path(done.view().integration()));
        }
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

    private void reconnect(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var client = Paths.client(ctx);
        var unused = rooms.clients()
                .find(visit.session().tenant(), client)
                .flatMap(known -> rooms.connecting().start(visit.session(), known.integration(), client))
                .subscribe(visma -> away(ctx, visma.toString()), ctx::fail);
    }

    /** Leaves for Visma; htmx is told to let the browser go there itself. */
    static void away(RoutingContext ctx, String location) {
        if (Answers.isFragment(ctx)) {
            ctx.response().putHeader("HX-Redirect", location);
            Answers.html(ctx, 200, io.vertx.core.buffer.Buffer.buffer());
        } else {
            Answers.seeOther(ctx, location);
        }
    }

    /** A button's work; gives the word of what it did, or nothing for the usual one. */
    private interface Action {
        Single<String> on(Visits.Visit visit, ClientId client);
    }

    private record Done(ClientView view, String word) {}
}
