package no.sticos.erp.web.client;

import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Objects;
import no.sticos.erp.connect.Right;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;

/** Ansvarlig: who answers for a client, and is told when it needs somebody. */
public final class ResponsibleRoutes {
    private final Rooms rooms;

    /** Does nothing yet. */
    public ResponsibleRoutes(Shell shell) {
        this.rooms = shell.rooms();
    }

    /** Takes its address. */
    public void mount(Router router) {
        router.post("/clients/:client/responsible").handler(this::choose);
    }

    /** Nobody chosen is nothing changed. */
    private void choose(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var session = visit.session();
        var client = Paths.client(ctx);
        var subject = Objects.requireNonNullElse(ctx.request().getFormAttribute("person"), "");
        if (subject.isEmpty()) {
            Answers.seeOther(ctx, Paths.of(client) + "/connection");
            return;
        }
        rooms.people()
                .entrust(session.tenant(), client, subject, session.person())
                .subscribe(Reply.with(ctx, done -> Answers.seeOther(ctx, Paths.of(client) + "/connection")));
    }
}
