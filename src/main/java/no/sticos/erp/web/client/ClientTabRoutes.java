package no.sticos.erp.web.client;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Visits;
import no.sticos.erp.web.status.ClientRows;

/** The pages beside a client's first one: its accounts, what was fetched, and its consent. */
public final class ClientTabRoutes {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int RUNS_DAYS = 90;
    private static final int RUNS_SHOWN = 50;
    private static final int CHANGES_SHOWN = 50;
    private static final int ACCOUNTS_SHOWN = 10;

    private final Rooms rooms;
    private final Pages pages;
    private final ClientPages clientPages;
    private final ClientFrames frames;
    private final ClientFacts facts;
    private final URI vismaIdentity;
    private final TrialCsv trialCsv;
    private final TrialExcel trialExcel;

    /** Does nothing yet. */
    public ClientTabRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.clientPages = new ClientPages(shell.messages(), new ClientRows(shell.messages()));
        this.frames = new ClientFrames(rooms, clientPages);
        this.facts = new ClientFacts(rooms);
        this.trialCsv = new TrialCsv(shell.messages());
        this.trialExcel = new TrialExcel(shell.messages());
        this.vismaIdentity = shell.settings().vismaIdentity();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/clients/:client/trial-balance").handler(ctx -> show(ctx, this::trialBalance));
        router.get("/clients/:client/trial-balance.csv").handler(ctx -> file(ctx, this::csv));
        router.get("/clients/:client/trial-balance.xlsx").handler(ctx -> file(ctx, this::excel));
        router.get("/clients/:client/locked-changes").handler(ctx -> show(ctx, this::lockedChanges));
        router.get("/clients/:client/runs").handler(ctx -> show(ctx, this::runs));
        router.get("/clients/:client/connection").handler(ctx -> show(ctx, this::connection));
    }

    /** Another firm's client is not found before anything else is asked. */
    private void show(RoutingContext ctx, Tab tab) {
        var visit = Visits.of(ctx);
        SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
        rooms.overview()
                .find(visit.session().tenant(), Paths.client(ctx))
                .flatMap(view -> tab.of(ctx, visit, view))
                .map(pages::page)
                .subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
    }

    private Single<View> trialBalance(RoutingContext ctx, Visits.Visit visit, ClientView view) {
        var query = TrialQuery.read(name -> Optional.ofNullable(ctx.request().getParam(name)));
        return frames.of(visit, view).flatMap(frame -> rooms.trialBalances()
                .read(visit.session().tenant(), view.id(), query.wanted())
                .flatMapSingle(books ->
                        plot(visit, view, books).map(plot -> new TrialPage(frame, query, books, plot.orElse(null))))
                .defaultIfEmpty(new TrialPage(frame, query, null, null)));
    }

    /** Of a year that was not read, and of one in which nothing moved, there is nothing to draw. */
    private Single<Optional<MonthPlot>> plot(Visits.Visit visit, ClientView view, TrialBalance books) {
        var year = books.year();
        return !year.moved()
                ? Single.just(Optional.empty())
                : rooms.monthlyResults()
                        .of(visit.session().tenant(), view.id(), books.shown().gen(), year.start())
                        .map(MonthPlot::of)
                        .map(plot -> Optional.of(plot).filter(drawn -> !drawn.isEmpty()));
    }

    /** Without published books there is nothing to take along. */
    private void file(RoutingContext ctx, File file) {
        var tenant = Visits.of(ctx).session().tenant();
        var query = TrialQuery.read(name -> Optional.ofNullable(ctx.request().getParam(name)));
        rooms.overview()
                .find(tenant, Paths.client(ctx))
                .flatMapMaybe(view -> rooms.trialBalances()
                        .read(tenant, view.id(), query.wanted())
                        .map(books -> new Named(view.identity().name(), books)))
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND)))
                .subscribe(Reply.with(ctx, found -> file.send(ctx, found)));
    }

    private void csv(RoutingContext ctx, Named found) {
        Answers.file(ctx, TrialCsv.name(found.books(), ".csv"), trialCsv.of(found.books()));
    }

    /** A workbook is folded, which is no event loop's work. */
    private void excel(RoutingContext ctx, Named found) {
        var name = TrialCsv.name(found.books(), ".xlsx");
        ctx.vertx()
                .rxExecuteBlocking(() -> trialExcel.of(found.client(), found.books()), false)
                .toSingle()
                .subscribe(Reply.with(ctx, workbook -> Answers.file(ctx, name, XLSX, workbook)));
    }

    private Single<View> lockedChanges(RoutingContext ctx, Visits.Visit visit, ClientView view) {
        var after = cursor(ctx);
        return frames.of(visit, view).flatMap(frame -> rooms.lockedChanges()
                .newest(visit.session().tenant(), view.id(), after, CHANGES_SHOWN + 1, ACCOUNTS_SHOWN)
                .map(changes -> lockedChanges(frame, after, changes)));
    }

    private static LockedPage lockedChanges(
            ClientFrame frame, LockedChanges.Cursor after, List<LockedChanges.Change> found) {
        var shown = found.subList(0, Math.min(CHANGES_SHOWN, found.size()));
        var older = found.size() > shown.size()
                ? older(frame, shown.get(shown.size() - 1).cursor())
                : null;
        return new LockedPage(frame, shown, after.equals(LockedChanges.Cursor.START), older);
    }

    private static String older(ClientFrame frame, LockedChanges.Cursor last) {
        return frame.href(ClientTab.LOCKED) + "?gen=" + last.gen() + "&line=" + last.line();
    }

    private static LockedChanges.Cursor cursor(RoutingContext ctx) {
        long gen = Paths.number(ctx.request().getParam("gen"));
        long line = Paths.number(ctx.request().getParam("line"));
        return gen == 0 || gen > Integer.MAX_VALUE || line > Integer.MAX_VALUE
                ? LockedChanges.Cursor.START
                : new LockedChanges.Cursor((int) gen, (int) line);
    }

    private Single<View> runs(RoutingContext ctx, Visits.Visit visit, ClientView view) {
        long before = Paths.number(ctx.request().getParam("before"));
        return frames.of(visit, view).flatMap(frame -> rooms.history()
                .page(visit.session().tenant(), view.id(), RUNS_DAYS, before, RUNS_SHOWN + 1)
                .map(runs -> runs(frame, before, runs)));
    }

    /** One more than is shown was asked for: whether there is an older page. */
    private RunsPage runs(ClientFrame frame, long before, List<RunHistory.Line> found) {
        var shown = found.subList(0, Math.min(RUNS_SHOWN, found.size()));
        var older = found.size() > shown.size() ? shown.get(shown.size() - 1).run() : null;
        return new RunsPage(frame, clientPages.runs(shown), before == 0, older);
    }

    private Single<View> connection(RoutingContext ctx, Visits.Visit visit, ClientView view) {
        var session = visit.session();
        return facts.of(session.tenant(), view)
                .flatMap(known -> Single.zip(
                        rooms.people().of(session.tenant()),
                        rooms.people().responsible(session.tenant(), view.id()).defaultIfEmpty(""),
                        (people, chosen) -> new ConnectionPage(
                                clientPages.page(known, visit),
                                new ResponsibleForm(
                                        people,
                                        chosen,
                                        session.may(Right.USE),
                                        rooms.invitations().areSent()))));
    }

    private record Named(String client, TrialBalance books) {}

    /** Sends the accounts as a file. */
    private interface File {
        void send(RoutingContext ctx, Named found);
    }

    /** Makes one of the pages. */
    private interface Tab {
        Single<View> of(RoutingContext ctx, Visits.Visit visit, ClientView view);
    }
}
