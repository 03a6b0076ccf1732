package no.sticos.erp.web.removal;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.sync.Removal;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import org.jspecify.annotations.Nullable;

/** Slett, Slett kontoer and Slett system: asking, doing, undoing, and the receipt, which all of the firm may read. */
public final class RemovalRoutes {
    private final Rooms rooms;
    private final Pages pages;
    private final ConfirmPages questions;
    private final ReceiptPages receipts;

    /** Does nothing yet. */
    public RemovalRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.questions = new ConfirmPages(shell.messages(), rooms.removals().undo());
        this.receipts = new ReceiptPages(shell.messages(), rooms.products());
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/clients/:client/delete").handler(ctx -> askClient(ctx, false));
        router.get("/clients/:client/delete-accounts").handler(ctx -> askClient(ctx, true));
        router.post("/clients/:client/delete").handler(ctx -> removeClient(ctx, false));
        router.post("/clients/:client/delete-accounts").handler(ctx -> removeClient(ctx, true));
        router.get("/integrations/:integration/delete").handler(this::askSystem);
        router.post("/integrations/:integration/delete").handler(this::removeSystem);
        router.get("/deletions/:removal").handler(this::receipt);
        router.post("/deletions/:removal/undo").handler(this::undo);
    }

    private void askClient(RoutingContext ctx, boolean onlyFigures) {
        var visit = administrator(ctx);
        rooms.clients()
                .find(visit.session().tenant(), Paths.client(ctx))
                .flatMap(client -> rooms.removals()
                        .preview(client)
                        .map(tables -> onlyFigures
                                ? questions.accounts(visit.viewer(), client, tables)
                                : questions.client(visit.viewer(), client, tables)))
                .subscribe(Reply.with(ctx, page -> show(ctx, 200, page)));
    }

    private void removeClient(RoutingContext ctx, boolean onlyFigures) {
        var visit = administrator(ctx);
        var session = visit.session();
        rooms.clients()
                .find(session.tenant(), Paths.client(ctx))
                .flatMap(client -> rooms.integrations()
                        .find(session.tenant(), client.integration())
                        .flatMap(system -> rooms.removals().ask(client, system, onlyFigures, session.person()))
                        .map(removal -> after(ctx, removal, client)))
                .subscribe(Reply.with(ctx, address -> Answers.seeOther(ctx, address)));
    }

    private void askSystem(RoutingContext ctx) {
        var visit = administrator(ctx);
        system(ctx, visit)
                .flatMap(system -> question(visit, system, null))
                .subscribe(Reply.with(ctx, page -> show(ctx, 200, page)));
    }

    private void removeSystem(RoutingContext ctx) {
        var visit = administrator(ctx);
        var form = ctx.request().getFormAttribute("name");
        var typed = form == null ? "" : form;
        system(ctx, visit)
                .flatMap(system -> question(visit, system, typed).map(page -> new Asked(system, page)))
                .subscribe(Reply.with(ctx, asked -> removeSystem(ctx, visit, asked)));
    }

    private void removeSystem(RoutingContext ctx, Visits.Visit visit, Asked asked) {
        var typing = asked.page().typing();
        if (typing == null || !typing.isRight()) {
            show(ctx, 422, asked.page());
            return;
        }
        rooms.removals()
                .ask(asked.system(), visit.session().person())
                .subscribe(Reply.with(ctx, removal -> Answers.seeOther(ctx, after(removal, asked.system()))));
    }

    private Single<ConfirmPage> question(Visits.Visit visit, Integration system, @Nullable String typed) {
        return Single.zip(
                rooms.removals().preview(system),
                rooms.consents().count(system),
                (tables, consents) -> questions.system(visit.viewer(), system, tables, consents, typed));
    }

    private void receipt(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        rooms.removals()
                .receipt(visit.session().tenant(), Paths.removal(ctx))
                .map(removal -> pages.page(receipts.page(visit, removal)))
                .subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
    }

    private void undo(RoutingContext ctx) {
        var visit = administrator(ctx);
        var session = visit.session();
        long removal = Paths.removal(ctx);
        rooms.removals()
                .undo(session.tenant(), removal, session.person())
                .andThen(rooms.removals().receipt(session.tenant(), removal))
                .subscribe(Reply.with(ctx, undone -> Answers.seeOther(ctx, after(ctx, undone))));
    }

    /** Only an administrator removes, and undoes. */
    private static Visits.Visit administrator(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.ADMINISTER);
        return visit;
    }

    private Single<Integration> system(RoutingContext ctx, Visits.Visit visit) {
        return rooms.integrations().find(visit.session().tenant(), Paths.integration(ctx));
    }

    private void show(RoutingContext ctx, int status, ConfirmPage page) {
        Answers.html(
                ctx, status, Answers.isFragment(ctx) ? pages.part("removal/dialog", "page", page) : pages.page(page));
    }

    /** Back to where the button was: the client's own page says by itself what happens, the list is told. */
    private String after(RoutingContext ctx, long removal, Client client) {
        var own = Paths.of(client.id());
        if (startsAtOnce()) {
            return "/deletions/" + removal;
        }
        return Answers.cameFrom(ctx, own) ? own : told(client.integration(), removal);
    }

    /** A system without clients is gone at once; its receipt is all that is left. */
    private String after(long removal, Integration system) {
        boolean empty = system.activeClients() + system.inactiveClients() == 0;
        return empty || startsAtOnce() ? "/deletions/" + removal : told(system.id(), removal);
    }

    /** What may be gone before the next page is shown has only its receipt. */
    private boolean startsAtOnce() {
        return rooms.removals().undo().isZero();
    }

    /** Kept: to the client's page if the button was there. */
    private static String after(RoutingContext ctx, Removal undone) {
        return undone.parts().stream()
                .map(part -> Paths.of(part.client()))
                .filter(own -> Answers.cameFrom(ctx, own))
                .findFirst()
                .orElseGet(() -> told(undone.integration(), undone.id()));
    }

    private static String told(IntegrationId system, long removal) {
        return Paths.of(system) + "?removal=" + removal;
    }

    private record Asked(Integration system, ConfirmPage page) {}
}
