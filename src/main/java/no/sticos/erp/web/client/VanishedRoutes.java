package no.sticos.erp.web.client;

import static java.util.Objects.requireNonNull;

import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.sticos.erp.connect.Right;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import no.sticos.erp.web.status.ClientRows;

/** «Se endringene» and «Godta»: a person looks at what is gone before readers are shown that it is. */
public final class VanishedRoutes {
    private final Rooms rooms;
    private final Pages pages;
    private final ClientFrames frames;

    /** Does nothing yet. */
    public VanishedRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.frames = new ClientFrames(rooms, new ClientPages(shell.messages(), new ClientRows(shell.messages())));
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/clients/:client/vanished").handler(this::page);
        router.post("/clients/:client/vanished/accept").handler(this::accept);
    }

    /** Where nothing waits any more, the client's own page says what became of it. */
    private void page(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        rooms.overview().find(visit.session().tenant(), Paths.client(ctx)).subscribe(Reply.with(ctx, view -> {
            if (view.state() == ClientState.HELD) {
                show(ctx, visit, view);
            } else {
                Answers.seeOther(ctx, Paths.of(view.id()));
            }
        }));
    }

    private void show(RoutingContext ctx, Visits.Visit visit, ClientView view) {
        var refusal = visit.session().may(Right.USE) ? "" : "use";
        var figures = requireNonNull(view.books(), "held back from readers").publishedAt();
        long gone = ClientRows.gone(requireNonNull(view.run()));
        frames.of(visit, view)
                .flatMap(frame -> rooms.vanished()
                        .of(visit.session().tenant(), view.id(), VanishedPage.MOST)
                        .map(lines -> new VanishedPage(frame, gone, figures, lines, refusal)))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    /** Asked twice, it is done once. */
    private void accept(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var session = visit.session();
        var client = Paths.client(ctx);
        rooms.held()
                .accept(session.tenant(), client, session.person())
                .subscribe(Reply.with(ctx, accepted -> Answers.seeOther(ctx, Paths.of(client))));
    }
}
