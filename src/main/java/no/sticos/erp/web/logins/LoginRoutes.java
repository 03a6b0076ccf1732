package no.sticos.erp.web.logins;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import no.sticos.erp.connect.Right;
import no.sticos.erp.sync.Logins;
import no.sticos.erp.web.live.PageStreams;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Scopes;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;

/** Pålogginger: which of them are dead, and one after the other brought to life again. */
public final class LoginRoutes {
    private final Rooms rooms;
    private final Logins logins;
    private final Pages pages;
    private final PageStreams streams;
    private final LoginStream stream;
    private final URI vismaIdentity;

    /** Does nothing yet; {@code scheduler} is the event loop. */
    public LoginRoutes(Shell shell, PageStreams streams, Scheduler scheduler) {
        this.rooms = shell.rooms();
        this.logins = rooms.logins();
        this.pages = shell.pages();
        this.streams = streams;
        this.stream = new LoginStream(pages, scheduler);
        this.vismaIdentity = shell.settings().vismaIdentity();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/logins").handler(this::show);
        router.get("/logins/stream").handler(this::stream);
        router.get("/logins/badge").handler(this::badge);
        router.post("/logins/queue").handler(this::queue);
    }

    private void show(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        boolean mine = ctx.request().getParam("mine") != null;
        SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
        page(visit, mine).subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    private void stream(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        boolean mine = ctx.request().getParam("mine") != null;
        var shown = Objects.requireNonNullElse(ctx.request().getParam("seen"), "");
        streams.open(ctx, visit, stream.of(page(visit, mine), shown));
    }

    private Single<LoginsPage> page(Visits.Visit visit, boolean mine) {
        var session = visit.session();
        var tenant = session.tenant();
        var person = session.person();
        return Single.zip(
                logins.count(tenant, person),
                logins.waiting(tenant, mine ? person : null),
                logins.lacking(tenant, Scopes.codes()),
                logins.renewedToday(tenant),
                (count, waiting, lacking, renewed) ->
                        new LoginsPage(visit.viewer(), count, mine, session.may(Right.USE), waiting, lacking, renewed));
    }

    /** The number in the top bar of every page. */
    private void badge(RoutingContext ctx) {
        var session = Visits.of(ctx).session();
        logins.count(session.tenant(), session.person())
                .map(count -> pages.part("logins/badge", "count", count))
                .subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
    }

    /** «På rad»: those of the system that has waited longest, in the order in which they are listed. */
    private void queue(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var session = visit.session();
        boolean mine = ctx.request().getFormAttribute("mine") != null;
        logins.waiting(session.tenant(), mine ? session.person() : null)
                .flatMap(waiting -> waiting.isEmpty() ? Single.just("/logins") : queued(visit, waiting))
                .subscribe(Reply.with(ctx, address -> Answers.seeOther(ctx, address)));
    }

    private Single<String> queued(Visits.Visit visit, List<Logins.Waiting> waiting) {
        var system = waiting.get(0).whose().integration();
        var clients = waiting.stream()
                .map(Logins.Waiting::whose)
                .filter(whose -> whose.integration().equals(system))
                .map(Logins.Whose::client)
                .toList();
        return rooms.queues().makeAgain(visit.session(), system, clients).map(queue -> "/queues/" + queue);
    }
}
