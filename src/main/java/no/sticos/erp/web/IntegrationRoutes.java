package no.sticos.erp.web;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.sync.ClientQuery;
import no.sticos.erp.sync.ClientState;
import org.jspecify.annotations.Nullable;

/** Integrasjoner, Ny integrasjon, and the system page with its client table, live. */
final class IntegrationRoutes {
    private static final String VISMA = "visma-eaccounting";
    private static final int TICK_SECONDS = 1;

    private final PortalRoutes.Rooms rooms;
    private final Pages pages;
    private final ClientRows rows;
    private final LiveStream live;
    private final Vertx vertx;
    private final Messages messages = Messages.bokmal();

    IntegrationRoutes(PortalRoutes.Rooms rooms, Pages pages, ClientRows rows, LiveStream live, Vertx vertx) {
        this.rooms = rooms;
        this.pages = pages;
        this.rows = rows;
        this.live = live;
        this.vertx = vertx;
    }

    void mount(Router router) {
        router.get("/integrations").handler(this::list);
        router.get("/integrations/new").handler(this::form);
        router.post("/integrations").handler(this::create);
        router.get("/integrations/:integration").handler(this::system);
        router.get("/integrations/:integration/clients").handler(this::clients);
        router.get("/integrations/:integration/stream").handler(this::stream);
    }

    private void list(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var tenant = visit.session().tenant();
        answer(
                ctx,
                Single.zip(rooms.integrations().list(tenant), rooms.overview().counts(tenant), (all, counts) -> {
                    var cards = all.stream()
                            .map(each -> new IntegrationCard(
                                    each.id().value(),
                                    messages.text("system.visma"),
                                    Cards.newest(each.id(), counts),
                                    Cards.counts(each.id(), counts)))
                            .toList();
                    return pages.integrations(new IntegrationsPage(visit.viewer(), cards));
                }));
    }

    private void form(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        answer(ctx, rooms.integrations().list(visit.session().tenant()).map(all -> {
            var existing = all.isEmpty() ? null : path(all.get(0).id());
            var page = new NewIntegrationPage(visit.viewer(), existing);
            return Answers.isFragment(ctx) ? pages.newIntegrationDialog(page) : pages.newIntegration(page);
        }));
    }

    private void create(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        if (!VISMA.equals(ctx.request().getFormAttribute("system"))) {
            throw Fault.of(Cause.INVALID_INPUT, "system");
        }
        var unused = rooms.integrations()
                .create(visit.session().tenant(), VISMA, visit.session().person())
                .subscribe(
                        made -> Answers.seeOther(
                                ctx, path(made.integration().id()) + (made.existed() ? "" : "?created")),
                        ctx::fail);
    }

    private void system(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        answer(ctx, table(ctx).flatMap(table -> notice(ctx)
                .map(notice -> pages.system(new SystemPage(
                        visit.viewer(),
                        messages.text("system.visma"),
                        table,
                        notice.orElse(null),
                        ClientActions.Action.refused("later"))))));
    }

    private void clients(RoutingContext ctx) {
        if (!Answers.isFragment(ctx)) {
            var query = ctx.request().query();
            Answers.seeOther(ctx, path(Paths.integration(ctx)) + (query == null ? "" : "?" + query));
            return;
        }
        answer(ctx, table(ctx).map(table -> {
            ctx.response().putHeader("HX-Push-Url", table.query().on(table.path()));
            return pages.clients(table);
        }));
    }

    /** The rows on screen, looked at once a second; only what has changed is sent. */
    private void stream(RoutingContext ctx) {
        var unused = table(ctx)
                .subscribe(
                        first -> {
                            var sent = new HashMap<String, String>();
                            live.open(
                                    ctx,
                                    Flowable.interval(0, TICK_SECONDS, TimeUnit.SECONDS, RxHelper.scheduler(vertx))
                                            .onBackpressureDrop()
                                            .concatMapSingle(tick -> table(ctx), 1)
                                            .concatMapIterable(table -> changes(table, sent)));
                        },
                        ctx::fail);
    }

    private List<LiveEvent> changes(ClientTable table, Map<String, String> sent) {
        var events = new ArrayList<LiveEvent>();
        table.rows()
                .forEach(row -> events.add(new LiveEvent("row-" + row.client().id(), pages.rowChange(row))));
        events.add(new LiveEvent("counts", pages.counts(table)));
        events.removeIf(event -> event.html()
                .toString()
                .equals(sent.put(event.name(), event.html().toString())));
        return events;
    }

    private Single<ClientTable> table(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var tenant = visit.session().tenant();
        var integration = Paths.integration(ctx);
        var query = ListQuery.read(name -> Optional.ofNullable(ctx.request().getParam(name)));
        long added = number(ctx.request().getParam("added"));
        return rooms.integrations()
                .find(tenant, integration)
                .flatMap(found -> Single.zip(
                        rooms.overview().list(tenant, integration, asked(query)),
                        rooms.overview().counts(tenant),
                        (listing, counts) -> new ClientTable(
                                integration.value(),
                                query,
                                Cards.counts(integration, counts),
                                listing.clients().stream()
                                        .map(client -> rows.row(
                                                client,
                                                visit.session(),
                                                client.id().value() == added))
                                        .toList(),
                                listing.hits())));
    }

    /** What the last action did: an integration was made, or a client came back from Visma. */
    private Single<Optional<SystemPage.Notice>> notice(RoutingContext ctx) {
        var request = ctx.request();
        if (request.getParam("created") != null) {
            return Single.just(Optional.of(SystemPage.Notice.done(messages.text("new.created"))));
        }
        long added = number(request.getParam("added"));
        if (added == 0) {
            return Single.just(Optional.empty());
        }
        var tenant = Visits.of(ctx).session().tenant();
        return rooms.overview()
                .find(tenant, new no.sticos.erp.kernel.ClientId(added))
                .map(client -> Optional.of(added(rows.head(client), client.state(), request.getParam("renewed"))))
                .onErrorReturnItem(Optional.empty());
    }

    private SystemPage.Notice added(ClientHead client, ClientState state, @Nullable String renewed) {
        if (renewed != null) {
            return SystemPage.Notice.done(messages.text("connect.renewed", client.name()));
        }
        var text = client.number().kind() == ClientHead.Kind.ORGNR
                ? messages.text("connect.added.text", client.number().shown(messages))
                : messages.text("connect.added.text.other");
        boolean blocked = state == ClientState.BLOCKED;
        return new SystemPage.Notice(
                blocked ? "warning" : "success",
                messages.text("connect.added.title", client.name()),
                text,
                blocked || client.active() ? null : client.id(),
                true);
    }

    private void answer(RoutingContext ctx, Single<io.vertx.core.buffer.Buffer> page) {
        var unused = page.subscribe(html -> Answers.html(ctx, 200, html), ctx::fail);
    }

    private static ClientQuery asked(ListQuery query) {
        var states = EnumSet.noneOf(ClientState.class);
        for (var state : ClientState.values()) {
            if (query.status() != Chip.ALL && Chip.of(state) == query.status()) {
                states.add(state);
            }
        }
        return new ClientQuery(
                query.q(),
                states,
                query.sort() == ListQuery.Sort.ORGNR,
                query.descending(),
                ClientTable.ROWS,
                (query.page() - 1) * ClientTable.ROWS);
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : 0;
    }

    static String path(IntegrationId integration) {
        return "/integrations/" + integration.value();
    }
}
