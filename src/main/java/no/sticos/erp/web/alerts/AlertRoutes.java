package no.sticos.erp.web.alerts;

import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Set;
import no.sticos.erp.clients.AlertKind;
import no.sticos.erp.clients.Colleague;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;

/** Varsler: each person's own switches. */
public final class AlertRoutes {
    private final Rooms rooms;
    private final Pages pages;

    /** Does nothing yet. */
    public AlertRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/alerts").handler(this::show);
        router.post("/alerts").handler(this::choose);
    }

    /** Who signed in before people were kept has no address until the next time. */
    private void show(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var session = visit.session();
        boolean saved = ctx.request().getParam("saved") != null;
        rooms.people()
                .find(session.tenant(), session.person().subject())
                .defaultIfEmpty(new Colleague(session.person(), null, Set.of()))
                .map(own -> new AlertsPage(
                        visit.viewer(),
                        own.email(),
                        own.off(),
                        rooms.invitations().areSent(),
                        saved))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    private void choose(RoutingContext ctx) {
        var session = Visits.of(ctx).session();
        var off = Arrays.stream(AlertKind.values())
                .filter(kind -> ctx.request().getFormAttribute(kind.word()) == null)
                .toList();
        rooms.people()
                .choose(session.tenant(), session.person().subject(), off)
                .subscribe(Reply.after(ctx, () -> Answers.seeOther(ctx, "/alerts?saved")));
    }
}
