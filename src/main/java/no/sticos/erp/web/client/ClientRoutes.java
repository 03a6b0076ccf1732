package no.sticos.erp.web.client;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.live.FirmFeeds;
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
import no.sticos.erp.web.status.ClientRows;

/** A client's page and the buttons of its row. */
public final class ClientRoutes {
    /** What of a list's address says how the list was looked at. */
    private static final Pattern LOOKED = Pattern.compile("(?<=[?&])(?:q|status|sort|dir|page)=[^&#]*");

    private final Rooms rooms;
    private final Pages pages;
    private final ClientRows rows;
    private final ClientPages clientPages;
    private final Messages messages;
    private final URI vismaIdentity;
    private final ClientFacts facts;
    private final PageStreams streams;
    private final ClientStream stream;

    /** Does nothing yet. */
    public ClientRoutes(Shell shell, PageStreams streams, FirmFeeds feeds, Scheduler scheduler) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.messages = shell.messages();
        this.rows = new ClientRows(messages);
        this.vismaIdentity = shell.settings().vismaIdentity();
        this.clientPages = new ClientPages(messages, rows);
        this.facts = new ClientFacts(rooms);
        this.streams = streams;
        this.stream = new ClientStream(feeds, facts, clientPages, pages, messages, scheduler);
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/clients/:client").handler(this::page);
        router.get("/clients/:client/stream").handler(this::stream);
        router.post("/clients/:client/activate").handler(ctx -> act(ctx, "activated", this::activate));
        router.post("/clients/:client/deactivate").handler(ctx -> act(ctx, "deactivated", this::deactivate));
        router.post("/clients/:client/send").handler(ctx -> act(ctx, "sent", this::send));
        router.post("/clients/:client/reread").handler(ctx -> act(ctx, "reread", this::reread));
        router.post("/clients/:client/recheck").handler(ctx -> act(ctx, "rechecked", this::recheck));
        router.post("/clients/:client/reconnect").handler(this::reconnect);
        router.post("/clients/:client/deliveries/:product/resume").handler(this::resume);
    }

    private void page(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
        known(visit, Paths.client(ctx))
                .map(facts -> pages.page(clientPages.page(facts, visit)))
                .subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
    }

    private void stream(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        known(visit, Paths.client(ctx))
                .subscribe(Reply.with(ctx, first -> streams.open(ctx, visit, stream.of(visit, first))));
    }

    private Single<ClientPages.Facts> known(Visits.Visit visit, ClientId client) {
        var firm = visit.session().tenant();
        return rooms.overview().find(firm, client).flatMap(view -> facts.of(firm, view));
    }

    private void act(RoutingContext ctx, String said, Action action) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var client = Paths.client(ctx);
        action.on(visit, client)
                .flatMap(word -> rooms.overview()
                        .find(visit.session().tenant(), client)
                        .map(view -> new Done(view, word.isEmpty() ? said : word)))
                .subscribe(Reply.with(ctx, done -> done(ctx, visit, done)));
    }

    /** A button on the client's own page leads back to it, any other to the list as it was, which tells what was done. */
    private void done(RoutingContext ctx, Visits.Visit visit, Done done) {
        var own = Paths.of(done.view().id());
        var row = rows.row(done.view(), visit.session().rights(), false);
        var sentence = messages.text("row.said." + done.word(), row.client().name());
        if (!Answers.isFragment(ctx)) {
            Answers.seeOther(ctx, Answers.cameFrom(ctx, own) ? own : list(ctx, done));
        } else if (Answers.isAt(ctx.request().getHeader("HX-Current-URL"), own)) {
            facts.of(visit.session().tenant(), done.view())
                    .map(facts -> clientPages.page(facts, visit))
                    .map(page -> pages.part("client/answer", Map.of("page", page, "said", sentence)))
                    .subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
        } else {
            Answers.html(ctx, 200, pages.part("status/rowAnswer", Map.of("row", row, "said", sentence)));
        }
    }

    private static String list(RoutingContext ctx, Done done) {
        var path = Paths.of(done.view().integration());
        var looked = Answers.cameFrom(ctx, path)
                ? LOOKED.matcher(ctx.request().getHeader("Referer")).results().map(MatchResult::group)
                : Stream.<String>empty();
        var told = Stream.of("said=" + done.word(), "client=" + done.view().id());
        return Stream.concat(looked, told).collect(Collectors.joining("&", path + "?", ""));
    }

    private Single<String> activate(Visits.Visit visit, ClientId client) {
        var session = visit.session();
        return rooms.switching()
                .activate(session.tenant(), client, session.person())
                .map(active -> "");
    }

    private Single<String> deactivate(Visits.Visit visit, ClientId client) {
        var session = visit.session();
        return rooms.switching()
                .deactivate(session.tenant(), client, session.person())
                .map(off -> "");
    }

    private Single<String> send(Visits.Visit visit, ClientId client) {
        var session = visit.session();
        return rooms.switching()
                .send(session.tenant(), client, session.person())
                .map(made -> made ? "" : "joined");
    }

    private Single<String> reread(Visits.Visit visit, ClientId client) {
        var session = visit.session();
        return rooms.switching()
                .reread(session.tenant(), client, session.person())
                .map(made -> made ? "" : "joined");
    }

    /** What still keeps the client from being chosen is said by its row. */
    private Single<String> recheck(Visits.Visit visit, ClientId client) {
        var session = visit.session();
        return rooms.rechecking()
                .recheck(session.tenant(), client, session.person())
                .map(described -> "");
    }

    private void reconnect(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var client = Paths.client(ctx);
        rooms.clients()
                .find(visit.session().tenant(), client)
                .flatMap(known -> rooms.connecting().start(visit.session(), known.integration(), client))
                .subscribe(Reply.with(ctx, visma -> Answers.away(ctx, visma.toString())));
    }

    /** Asked twice, it is done once; where nothing waits any more, there is nothing to do. */
    private void resume(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var client = Paths.client(ctx);
        var product = rooms.products().stream()
                .filter(known -> known.id().equals(ctx.pathParam("product")))
                .findFirst();
        if (product.isEmpty()) {
            ctx.fail(Fault.of(Cause.NOT_FOUND, "product"));
            return;
        }
        var firm = visit.session().tenant();
        rooms.clients()
                .find(firm, client)
                .flatMap(known -> rooms.subscriptions().resume(firm, client, product.get()))
                .subscribe(Reply.with(ctx, resumed -> Answers.seeOther(ctx, Paths.of(client))));
    }

    /** A button's work; gives the word of what it did, or nothing for the usual one. */
    private interface Action {
        Single<String> on(Visits.Visit visit, ClientId client);
    }

    private record Done(ClientView view, String word) {}
}
