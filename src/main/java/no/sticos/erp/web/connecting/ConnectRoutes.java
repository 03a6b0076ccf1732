package no.sticos.erp.web.connecting;

import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import no.sticos.erp.clients.Client;
import no.sticos.erp.connect.ConnectOutcome;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Callbacks;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;

/** Ny klient: the way to Visma's sign-in, and back. */
public final class ConnectRoutes {
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
    }

    private void explain(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var unused = rooms.integrations()
                .find(visit.session().tenant(), Paths.integration(ctx))
                .subscribe(
                        integration -> {
                            SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
                            Answers.html(
                                    ctx,
                                    200,
                                    pages.page(page(visit, integration.id().value())));
                        },
                        ctx::fail);
    }

    private void leave(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var unused = rooms.connecting()
                .start(visit.session(), Paths.integration(ctx), null)
                .subscribe(visma -> Answers.away(ctx, visma.toString()), ctx::fail);
    }

    private void comeBack(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var unused = rooms.connecting()
                .finish(visit.session(), Callbacks.of(ctx))
                .subscribe(outcome -> tell(ctx, visit, outcome), ctx::fail);
    }

    private void tell(RoutingContext ctx, Visits.Visit visit, ConnectOutcome outcome) {
        if (outcome instanceof ConnectOutcome.Added added) {
            toList(ctx, added.client(), "");
        } else if (outcome instanceof ConnectOutcome.Blocked blocked) {
            toList(ctx, blocked.client(), "");
        } else if (outcome instanceof ConnectOutcome.Renewed renewed) {
            var client = renewed.client();
            var unused = rooms.switching()
                    .resume(client.tenant(), client.id(), visit.session().person())
                    .subscribe(() -> toList(ctx, client, "&renewed"), ctx::fail);
        } else if (outcome instanceof ConnectOutcome.Refused refused) {
            refuse(ctx, visit, refused.cause(), refused.args());
        }
    }

    private static void toList(RoutingContext ctx, Client client, String more) {
        Answers.seeOther(
                ctx, Paths.of(client.integration()) + "?added=" + client.id().value() + more);
    }

    /** The refusal is told on a page of the firm's integration, with the one next step. */
    private void refuse(RoutingContext ctx, Visits.Visit visit, Cause cause, List<String> args) {
        var unused = rooms.integrations()
                .list(visit.session().tenant())
                .subscribe(
                        all -> {
                            if (all.isEmpty()) {
                                ctx.fail(Fault.of(Cause.NOT_FOUND));
                                return;
                            }
                            SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
                            var color = cause.kind() == Cause.Kind.LATER || cause.kind() == Cause.Kind.BROKEN
                                    ? "danger"
                                    : "warning";
                            var page = page(visit, all.get(0).id().value());
                            Answers.html(
                                    ctx,
                                    200,
                                    pages.page(new ConnectRefusedPage(page, new Reason(cause.key(), args), color)));
                        },
                        ctx::fail);
    }

    private ConnectPage page(Visits.Visit visit, long integration) {
        return new ConnectPage(visit.viewer(), integration, messages.text("system.visma"));
    }
}
