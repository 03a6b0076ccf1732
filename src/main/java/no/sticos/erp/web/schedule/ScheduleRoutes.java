package no.sticos.erp.web.schedule;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.clients.Client;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import org.jspecify.annotations.Nullable;

/** Tidsplan: what holds for all of a firm's clients, and what holds for one instead. */
public final class ScheduleRoutes {
    private final Rooms rooms;
    private final Pages pages;
    private final Messages messages;

    /** Does nothing yet. */
    public ScheduleRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.messages = shell.messages();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/integrations/:integration/schedule").handler(ctx -> show(ctx, this::firm));
        router.post("/integrations/:integration/schedule").handler(ctx -> choose(ctx, this::firm));
        router.get("/clients/:client/schedule").handler(ctx -> show(ctx, this::client));
        router.post("/clients/:client/schedule").handler(ctx -> choose(ctx, this::client));
    }

    private void show(RoutingContext ctx, Finder finder) {
        var visit = Visits.of(ctx);
        boolean saved = ctx.request().getParam("saved") != null;
        finder.of(ctx, visit)
                .flatMap(owner ->
                        current(visit, owner).map(schedule -> page(visit, owner, ScheduleForm.of(schedule), saved)))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    private void choose(RoutingContext ctx, Finder finder) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        finder.of(ctx, visit)
                .map(owner -> new Asked(owner, ScheduleForm.read(ctx.request()::getFormAttribute)))
                .subscribe(Reply.with(ctx, asked -> choose(ctx, visit, asked)));
    }

    /** What was typed is kept until it is taken. */
    private void choose(RoutingContext ctx, Visits.Visit visit, Asked asked) {
        var owner = asked.owner();
        boolean follows = ctx.request().getFormAttribute("follow") != null;
        if (asked.form().isWrong() && !follows) {
            Answers.html(ctx, 422, pages.page(page(visit, owner, asked.form(), false)));
            return;
        }
        save(visit, owner, follows ? null : asked.form().schedule())
                .subscribe(Reply.after(ctx, () -> Answers.seeOther(ctx, owner.path() + "?saved")));
    }

    private Single<Schedule> current(Visits.Visit visit, Owner owner) {
        var tenant = visit.session().tenant();
        return owner.client() == null
                ? rooms.schedules().of(tenant)
                : rooms.schedules().of(tenant, owner.client().id());
    }

    private Completable save(Visits.Visit visit, Owner owner, @Nullable Schedule schedule) {
        var session = visit.session();
        return owner.client() == null
                ? rooms.schedules().choose(session.tenant(), schedule, session.person())
                : rooms.schedules().choose(owner.client(), schedule, session.person());
    }

    private SchedulePage page(Visits.Visit visit, Owner owner, ScheduleForm form, boolean saved) {
        return new SchedulePage(
                visit.viewer(),
                owner.trail(),
                owner.path(),
                owner.client() == null ? null : owner.client().name(),
                form,
                saved,
                visit.session().may(Right.USE));
    }

    private Single<Owner> firm(RoutingContext ctx, Visits.Visit visit) {
        return rooms.integrations()
                .find(visit.session().tenant(), Paths.integration(ctx))
                .map(found -> new Owner(trail(found.id()), Paths.of(found.id()) + "/schedule", null));
    }

    private Single<Owner> client(RoutingContext ctx, Visits.Visit visit) {
        return rooms.clients().find(visit.session().tenant(), Paths.client(ctx)).map(client -> {
            var trail = new ArrayList<>(trail(client.integration()));
            trail.add(new Crumb(client.name(), Paths.of(client.id())));
            return new Owner(trail, Paths.of(client.id()) + "/schedule", client);
        });
    }

    private List<Crumb> trail(IntegrationId integration) {
        return List.of(
                new Crumb(messages.text("nav.integrations"), "/integrations"),
                new Crumb(messages.text("system.visma"), Paths.of(integration)));
    }

    /** Finds out whose schedule an address means; another firm's is not found. */
    private interface Finder {
        Single<Owner> of(RoutingContext ctx, Visits.Visit visit);
    }

    /** Whose schedule it is; without a client it is that of all of the firm's. */
    private record Owner(List<Crumb> trail, String path, @Nullable Client client) {}

    private record Asked(Owner owner, ScheduleForm form) {}
}
