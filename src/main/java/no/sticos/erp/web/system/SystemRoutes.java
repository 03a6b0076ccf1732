package no.sticos.erp.web.system;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.sticos.erp.connect.Consent;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.live.FirmFeeds;
import no.sticos.erp.web.live.PageStreams;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Scopes;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import no.sticos.erp.web.status.ClientActions;
import no.sticos.erp.web.status.ClientHead;
import no.sticos.erp.web.status.ClientRows;
import org.jspecify.annotations.Nullable;

/** The system page with its client table, live. */
public final class SystemRoutes {
    private static final String CSV_NAME = "klienter.csv";

    private final Rooms rooms;
    private final Pages pages;
    private final Messages messages;
    private final ClientRows rows;
    private final ClientTables tables;
    private final ClientCsv csv;
    private final PageStreams streams;
    private final SystemStream stream;
    private final URI vismaIdentity;
    private final RemovalNotices removals;

    /** Does nothing yet. */
    public SystemRoutes(Shell shell, PageStreams streams, FirmFeeds feeds, Scheduler scheduler) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.messages = shell.messages();
        this.rows = new ClientRows(messages);
        this.removals = new RemovalNotices(rooms, messages);
        this.vismaIdentity = shell.settings().vismaIdentity();
        this.streams = streams;
        this.tables = new ClientTables(rooms, rows);
        this.csv = new ClientCsv(messages);
        this.stream = new SystemStream(feeds, rows, pages, messages, scheduler);
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/integrations/:integration").handler(this::system);
        router.get("/integrations/:integration/clients").handler(this::clients);
        router.get("/integrations/:integration/clients.csv").handler(this::csv);
        router.get("/integrations/:integration/stream").handler(this::stream);
    }

    /** Its rows may offer to sign in again, which leads to Visma. */
    private void system(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
        answer(ctx, table(ctx).flatMap(table -> notice(ctx)
                .map(notice -> pages.page(new SystemPage(
                        visit.viewer(),
                        messages.text("system.visma"),
                        table,
                        notice.orElse(null),
                        visit.session().may(Right.ADMINISTER)
                                ? ClientActions.Action.ready()
                                : ClientActions.Action.refused("admin"))))));
    }

    private void clients(RoutingContext ctx) {
        if (!Answers.isFragment(ctx)) {
            var query = ctx.request().query();
            Answers.seeOther(ctx, Paths.of(Paths.integration(ctx)) + (query == null ? "" : "?" + query));
            return;
        }
        answer(ctx, table(ctx).map(table -> {
            ctx.response().putHeader("HX-Push-Url", table.query().on(table.path()));
            return pages.part("system/clients", "table", table);
        }));
    }

    private void csv(RoutingContext ctx) {
        tables.all(question(ctx))
                .toList()
                .subscribe(Reply.with(ctx, rows -> Answers.file(ctx, CSV_NAME, csv.of(rows))));
    }

    private void stream(RoutingContext ctx) {
        var question = question(ctx);
        var visit = Visits.of(ctx);
        tables.read(question).subscribe(Reply.with(ctx, table -> streams.open(ctx, visit, stream.of(question, table))));
    }

    private Single<ClientTable> table(RoutingContext ctx) {
        return tables.read(question(ctx));
    }

    private static ClientTables.Question question(RoutingContext ctx) {
        return new ClientTables.Question(
                Visits.of(ctx).session(),
                Paths.integration(ctx),
                ListQuery.read(name -> Optional.ofNullable(ctx.request().getParam(name))),
                Paths.number(ctx.request().getParam("added")));
    }

    /** What the last action did: an integration was made, a client came back from Visma, or a row's button was pressed. */
    private Single<Optional<SystemPage.Notice>> notice(RoutingContext ctx) {
        var request = ctx.request();
        if (request.getParam("created") != null) {
            return Single.just(Optional.of(SystemPage.Notice.done(messages.text("new.created"))));
        }
        long removal = Paths.number(request.getParam("removal"));
        if (removal != 0) {
            return removals.notice(Visits.of(ctx).session(), removal);
        }
        var said = "row.said." + request.getParam("said");
        long client = Paths.number(request.getParam("client"));
        if (client != 0 && messages.has(said)) {
            return ofClient(ctx, client, view -> Single.just(told(said, view)));
        }
        long added = Paths.number(request.getParam("added"));
        if (added == 0) {
            return Single.just(Optional.empty());
        }
        var session = Visits.of(ctx).session();
        return ofClient(ctx, added, view -> rooms.consents()
                .of(session.tenant(), view.id())
                .map(consent -> added(
                        session, view, consent.map(Consent::scopes).orElse(Set.of()), request.getParam("renewed"))));
    }

    /** Empty for a number that is none of the firm's. */
    private Single<Optional<SystemPage.Notice>> ofClient(
            RoutingContext ctx, long client, Function<ClientView, Single<SystemPage.Notice>> notice) {
        return rooms.overview()
                .find(Visits.of(ctx).session().tenant(), new ClientId(client))
                .flatMap(notice::apply)
                .map(Optional::of)
                .onErrorResumeNext(error ->
                        Fault.is(error, Cause.NOT_FOUND) ? Single.just(Optional.empty()) : Single.error(error));
    }

    private SystemPage.Notice told(String said, ClientView view) {
        return SystemPage.Notice.done(messages.text(said, rows.head(view).name()));
    }

    private SystemPage.Notice added(Session session, ClientView view, Set<String> scopes, @Nullable String renewed) {
        var client = rows.head(view);
        if (view.state() == ClientState.BLOCKED) {
            return isNew(session, client, view);
        }
        var missing = Scopes.missing(scopes).stream()
                .map(word -> messages.text("consent.scope." + word))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            var title = messages.text("connect.scopes", client.name(), missing);
            return new SystemPage.Notice("warning", title, "", null, true);
        }
        return renewed == null
                ? isNew(session, client, view)
                : SystemPage.Notice.done(messages.text("connect.renewed", client.name()));
    }

    private SystemPage.Notice isNew(Session session, ClientHead client, ClientView view) {
        var text = client.number().kind() == ClientHead.Kind.ORGNR
                ? messages.text("connect.added.text", client.number().shown(messages))
                : messages.text("connect.added.text.other");
        boolean blocked = view.state() == ClientState.BLOCKED;
        return new SystemPage.Notice(
                blocked ? "warning" : "success",
                messages.text("connect.added.title", client.name()),
                blocked ? rows.status(view, session.rights(), false).sentence() : text,
                blocked || client.active() ? null : client.id(),
                true);
    }

    private void answer(RoutingContext ctx, Single<Buffer> page) {
        page.subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
    }
}
