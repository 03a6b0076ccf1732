package no.sticos.erp.web.integrations;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.web.live.FirmFeed;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import no.sticos.erp.web.system.Cards;

/** Integrasjoner and Ny integrasjon. */
public final class IntegrationRoutes {
    private static final String VISMA = "visma-eaccounting";

    private final Rooms rooms;
    private final Pages pages;
    private final Messages messages;

    /** Does nothing yet. */
    public IntegrationRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.messages = shell.messages();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/integrations").handler(this::list);
        router.get("/integrations/new").handler(this::form);
        router.post("/integrations").handler(this::create);
    }

    private void list(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var tenant = visit.session().tenant();
        answer(
                ctx,
                Single.zip(
                        rooms.integrations().list(tenant), FirmFeed.counts(rooms.overview(), tenant), (all, counts) -> {
                            var cards = all.stream()
                                    .map(each -> new IntegrationCard(
                                            each.id().value(),
                                            messages.text("system.visma"),
                                            Cards.newest(each.id(), counts.states()),
                                            Cards.counts(each.id(), counts.states(), counts.doneAt())))
                                    .toList();
                            return pages.page(new IntegrationsPage(visit.viewer(), cards));
                        }));
    }

    private void form(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        answer(ctx, rooms.integrations().list(visit.session().tenant()).map(all -> {
            var existing = all.isEmpty() ? null : Paths.of(all.get(0).id());
            var page = new NewIntegrationPage(visit.viewer(), existing);
            return Answers.isFragment(ctx) ? pages.part("integrations/newDialog", "page", page) : pages.page(page);
        }));
    }

    private void create(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        if (!VISMA.equals(ctx.request().getFormAttribute("system"))) {
            throw Fault.of(Cause.INVALID_INPUT, "system");
        }
        rooms.integrations()
                .create(visit.session().tenant(), VISMA, visit.session().person())
                .subscribe(Reply.with(
                        ctx,
                        made -> Answers.seeOther(
                                ctx, Paths.of(made.integration().id()) + (made.existed() ? "" : "?created"))));
    }

    private void answer(RoutingContext ctx, Single<Buffer> page) {
        page.subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
    }
}
