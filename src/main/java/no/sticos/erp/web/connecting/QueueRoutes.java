package no.sticos.erp.web.connecting;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import no.sticos.erp.clients.Client;
import no.sticos.erp.connect.ConnectQueue;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.web.live.PageStreams;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import org.jspecify.annotations.Nullable;

/** The queue: many clients brought in one after the other. */
public final class QueueRoutes {
    private static final String QUEUE = "/queues/:queue";
    private static final String QUEUES = "/integrations/:integration/queues";

    private final Rooms rooms;
    private final Pages pages;
    private final Messages messages;
    private final PageStreams streams;
    private final QueueStream stream;
    private final URI vismaIdentity;

    /** Does nothing yet; {@code scheduler} is the event loop. */
    public QueueRoutes(Shell shell, PageStreams streams, Scheduler scheduler) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.messages = shell.messages();
        this.streams = streams;
        this.stream = new QueueStream(pages, messages, scheduler);
        this.vismaIdentity = shell.settings().vismaIdentity();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.post(QUEUES).handler(this::make);
        router.post(QUEUES + "/check").handler(this::check);
        router.get(QUEUE).handler(this::show);
        router.get(QUEUE + "/stream").handler(this::stream);
        router.post(QUEUE + "/next").handler(this::next);
        router.post(QUEUE + "/skip").handler(ctx -> change(ctx, this::skip));
        router.post(QUEUE + "/pause").handler(ctx -> change(ctx, this::pause));
    }

    /** What was typed is kept until it is taken. */
    private void make(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var integration = Paths.integration(ctx);
        var pasted = PastedNumbers.read(text(ctx));
        form(ctx, visit, integration, pasted).subscribe(Reply.with(ctx, form -> {
            if (form.isWrong()) {
                SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
                Answers.html(ctx, 422, pages.page(start(visit, integration, form)));
            } else {
                made(ctx, visit, integration, pasted);
            }
        }));
    }

    private void made(RoutingContext ctx, Visits.Visit visit, IntegrationId integration, PastedNumbers pasted) {
        rooms.queues()
                .make(visit.session(), integration, pasted.wanted())
                .subscribe(Reply.with(ctx, queue -> Answers.seeOther(ctx, path(queue))));
    }

    /** What is found in the field, while it is still being filled in. */
    private void check(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        form(ctx, visit, Paths.integration(ctx), PastedNumbers.read(text(ctx)))
                .map(form -> pages.part("connect/found", "paste", form))
                .subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
    }

    /** Another firm's system is not found before anything is looked at. */
    private Single<PasteForm> form(
            RoutingContext ctx, Visits.Visit visit, IntegrationId integration, PastedNumbers pasted) {
        var numbers = pasted.wanted().stream().map(wanted -> wanted.orgnr()).toList();
        return rooms.integrations()
                .find(visit.session().tenant(), integration)
                .flatMap(found -> rooms.queues().added(visit.session(), integration, numbers))
                .map(added -> PasteForm.of(text(ctx), pasted, added, messages));
    }

    private void show(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
        rooms.queues()
                .find(visit.session(), Paths.queue(ctx))
                .flatMap(queue -> added(ctx, visit).map(added -> page(ctx, visit, queue, added.orElse(null))))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    private void stream(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var shown = Objects.requireNonNullElse(ctx.request().getParam("seen"), "");
        var page = rooms.queues().find(visit.session(), Paths.queue(ctx)).map(queue -> page(ctx, visit, queue, null));
        page.subscribe(Reply.with(ctx, first -> streams.open(ctx, visit, stream.of(page, shown))));
    }

    private Single<Optional<String>> added(RoutingContext ctx, Visits.Visit visit) {
        long added = Paths.number(ctx.request().getParam("added"));
        return added == 0
                ? Single.just(Optional.empty())
                : rooms.clients()
                        .find(visit.session().tenant(), new ClientId(added))
                        .map(Client::name)
                        .map(Optional::of)
                        .onErrorResumeNext(error ->
                                Fault.is(error, Cause.NOT_FOUND) ? Single.just(Optional.empty()) : Single.error(error));
    }

    private QueuePage page(RoutingContext ctx, Visits.Visit visit, ConnectQueue queue, @Nullable String added) {
        return new QueuePage(
                visit.viewer(),
                messages.text("system.visma"),
                queue,
                QueuePage.Show.named(ctx.request().getParam("show")),
                ctx.request().getParam("whole") != null,
                added);
    }

    /** To Visma for the one whom the button names, or for whoever's turn it is. */
    private void next(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        long queue = Paths.queue(ctx);
        long named = Paths.number(ctx.request().getFormAttribute("entry"));
        boolean activate = ctx.request().getFormAttribute("activate") != null;
        (named == 0 ? turn(visit, queue) : Maybe.just(named))
                .flatMapSingle(entry -> rooms.connecting().startQueued(visit.session(), queue, entry, activate))
                .map(URI::toString)
                .defaultIfEmpty(path(queue))
                .subscribe(Reply.with(ctx, address -> Answers.away(ctx, address)));
    }

    private Maybe<Long> turn(Visits.Visit visit, long queue) {
        return rooms.queues().find(visit.session(), queue).mapOptional(found -> found.next()
                .map(ConnectQueue.Entry::id));
    }

    private Completable skip(RoutingContext ctx, Visits.Visit visit) {
        return rooms.queues()
                .skip(
                        visit.session(),
                        Paths.queue(ctx),
                        Paths.number(ctx.request().getFormAttribute("entry")));
    }

    private Completable pause(RoutingContext ctx, Visits.Visit visit) {
        return rooms.queues().pause(visit.session(), Paths.queue(ctx));
    }

    private void change(RoutingContext ctx, Change change) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        long queue = Paths.queue(ctx);
        change.on(ctx, visit).subscribe(Reply.after(ctx, () -> Answers.seeOther(ctx, path(queue))));
    }

    private ConnectPage start(Visits.Visit visit, IntegrationId integration, PasteForm form) {
        return new ConnectPage(visit.viewer(), integration.value(), messages.text("system.visma"), form, null);
    }

    private static String text(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.request().getFormAttribute("numbers"), "");
    }

    private static String path(long queue) {
        return "/queues/" + queue;
    }

    /** What a button does with the queue. */
    private interface Change {
        Completable on(RoutingContext ctx, Visits.Visit visit);
    }
}
