package no.sticos.erp.web.schedule;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.sync.schedules.Bulks;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.live.PageStreams;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;

/** Synkroniser alle: asking, beginning, pausing and ending, and how far it has come, live. */
public final class BulkRoutes {
    private static final String PATH = "/integrations/:integration/sync-all";
    private static final int EVERY_SECONDS = 3;

    private final Rooms rooms;
    private final Bulks bulks;
    private final Pages pages;
    private final Messages messages;
    private final PageStreams streams;
    private final Scheduler scheduler;

    /** Does nothing yet; {@code scheduler} is the event loop. */
    public BulkRoutes(Shell shell, PageStreams streams, Scheduler scheduler) {
        this.rooms = shell.rooms();
        this.bulks = rooms.bulks();
        this.pages = shell.pages();
        this.messages = shell.messages();
        this.streams = streams;
        this.scheduler = scheduler;
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get(PATH).handler(this::show);
        router.get(PATH + "/stream").handler(this::stream);
        router.post(PATH).handler(ctx -> act(ctx, this::start));
        router.post(PATH + "/pause").handler(ctx -> act(ctx, this::pause));
        router.post(PATH + "/resume").handler(ctx -> act(ctx, this::resume));
        router.post(PATH + "/stop").handler(ctx -> act(ctx, this::stop));
    }

    private void show(RoutingContext ctx) {
        page(Visits.of(ctx), Paths.integration(ctx))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    /** Until there is nothing left to follow. */
    private void stream(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var integration = Paths.integration(ctx);
        page(visit, integration)
                .map(first -> Flowable.interval(EVERY_SECONDS, TimeUnit.SECONDS, scheduler)
                        .onBackpressureDrop()
                        .concatMapSingle(tick -> page(visit, integration), 1)
                        .startWithItem(first)
                        .takeUntil(page -> page.open() == null)
                        .map(this::event))
                .subscribe(Reply.with(ctx, events -> streams.open(ctx, visit, events)));
    }

    private LiveEvent event(BulkPage page) {
        Buffer html = pages.part("schedule/round", "page", page);
        return new LiveEvent("round", html);
    }

    private Single<BulkPage> page(Visits.Visit visit, IntegrationId integration) {
        var session = visit.session();
        var tenant = session.tenant();
        return rooms.integrations()
                .find(tenant, integration)
                .flatMap(found -> bulks.newest(tenant).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .flatMap(newest -> bulks.reached(tenant)
                        .map(reached -> new BulkPage(
                                visit.viewer(),
                                trail(integration),
                                path(integration),
                                reached,
                                bulks.least(reached),
                                newest.orElse(null),
                                session.may(Right.USE))));
    }

    /** Another firm's system is not found before anything is done. */
    private void act(RoutingContext ctx, Action action) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var session = visit.session();
        var integration = Paths.integration(ctx);
        long bulk = Paths.number(ctx.request().getFormAttribute("bulk"));
        rooms.integrations()
                .find(session.tenant(), integration)
                .flatMapCompletable(found -> action.on(session, bulk))
                .subscribe(Reply.after(ctx, () -> Answers.seeOther(ctx, path(integration))));
    }

    private Completable start(Session session, long none) {
        return bulks.start(session.tenant(), session.person()).ignoreElement();
    }

    private Completable pause(Session session, long bulk) {
        return bulks.pause(session.tenant(), bulk, session.person());
    }

    private Completable resume(Session session, long bulk) {
        return bulks.resume(session.tenant(), bulk, session.person());
    }

    private Completable stop(Session session, long bulk) {
        return bulks.stop(session.tenant(), bulk, session.person());
    }

    private static String path(IntegrationId integration) {
        return Paths.of(integration) + "/sync-all";
    }

    private List<Crumb> trail(IntegrationId integration) {
        return List.of(
                new Crumb(messages.text("nav.integrations"), "/integrations"),
                new Crumb(messages.text("system.visma"), Paths.of(integration)));
    }

    /** What a person does with the round of this number; 0 where the form names none. */
    private interface Action {
        Completable on(Session session, long bulk);
    }
}
