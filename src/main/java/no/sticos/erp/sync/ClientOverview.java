package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.ledger.Verdict;
import org.jspecify.annotations.Nullable;

/** What the portal shows of a firm's clients: their states, counts and progress, read and never guessed. */
public final class ClientOverview {
    private static final Sql PLAN = Sql.of(ClientOverview.class, "plan-for-whole-firm");
    private static final Sql FIND = Sql.of(ClientOverview.class, "find-clients");
    private static final Sql SHOW = Sql.of(ClientOverview.class, "show-clients");
    private static final Sql COUNT = Sql.of(ClientOverview.class, "count-clients");
    private static final Sql DONE_AT = Sql.of(ClientOverview.class, "runs-done-at");

    /** So many are looked up one by one for less than it costs to go through a large firm once. */
    private static final int LOOKED_UP = 20;

    private final Database database;

    /** Does nothing yet. */
    public ClientOverview(Database database) {
        this.database = database;
    }

    /**
     * A page of a client list.
     *
     * @param clients in the order asked for
     * @param hits how many clients the query finds in all; 0 when the page is empty
     */
    public record Listing(List<ClientView> clients, int hits) {
        /** Keeps its own copy. */
        public Listing {
            clients = List.copyOf(clients);
        }
    }

    private record Found(List<ClientId> clients, int hits) {}

    /**
     * How many clients of an integration are in a state.
     *
     * @param integration which integration
     * @param state which state
     * @param clients how many, switched on or not
     * @param active how many of them are switched on
     * @param newest when one of them was last published; null if none was
     */
    public record StateCount(
            IntegrationId integration, ClientState state, int clients, int active, @Nullable Instant newest) {}

    /** The integration's clients that the query finds, as they are once they were found. */
    public Single<Listing> list(TenantId tenant, IntegrationId integration, ClientQuery query) {
        return listing(tenant, found(tenant, integration, query, null));
    }

    /**
     * Those of the integration's clients that the query finds, by id, behind {@code after}; whatever order it says. Of
     * those that are removed just then fewer are shown than were found.
     */
    public Single<Listing> behind(TenantId tenant, IntegrationId integration, ClientQuery query, long after) {
        return listing(tenant, found(tenant, integration, query, after));
    }

    /** One client. Fails with {@code NOT_FOUND} for another firm's as for none. */
    public Single<ClientView> find(TenantId tenant, ClientId client) {
        return among(tenant, List.of(client))
                .flatMap(found ->
                        found.isEmpty() ? Single.error(() -> Fault.of(Cause.NOT_FOUND)) : Single.just(found.get(0)));
    }

    /** Those of these clients that are there and the firm's, in the order asked for; none may be asked for twice. */
    public Single<List<ClientView>> among(TenantId tenant, Collection<ClientId> clients) {
        var ids = clients.stream().map(ClientId::value).toArray(Long[]::new);
        return ids.length == 0
                ? Single.just(List.of())
                : database.forTenant(tenant, tx -> {
                    var shown = tx.list(SHOW, ClientOverview::read, (Object) ids);
                    return ids.length > LOOKED_UP ? tx.run(PLAN).andThen(shown) : shown;
                });
    }

    /** When all of the firm's runs may be done; empty if none is under way or nothing can be said. */
    public Maybe<Instant> doneAt(TenantId tenant) {
        return database.forTenant(
                        tenant,
                        tx -> tx.list(DONE_AT, row -> Optional.ofNullable(time(row, "done_at")), tenant.value()))
                .flatMapMaybe(found -> Maybe.fromOptional(found.get(0)));
    }

    /** Counts per integration and state; what is not there counts 0. */
    public Single<List<StateCount>> counts(TenantId tenant) {
        return database.forTenant(tenant, tx -> tx.run(PLAN)
                .andThen(tx.list(
                        COUNT,
                        row -> new StateCount(
                                new IntegrationId(row.getLong("integration_id")),
                                ClientState.valueOf(row.getString("state")),
                                row.getInteger("clients"),
                                row.getInteger("active"),
                                time(row, "published_at")))));
    }

    private Single<Listing> listing(TenantId tenant, Single<Found> finding) {
        return finding.flatMap(
                found -> among(tenant, found.clients()).map(clients -> new Listing(clients, found.hits())));
    }

    private Single<Found> found(TenantId tenant, IntegrationId integration, ClientQuery query, @Nullable Long after) {
        return database.forTenant(tenant, tx -> tx.run(PLAN)
                .andThen(tx.rows(
                        FIND,
                        integration.value(),
                        query.namePattern(),
                        query.digitsPattern(),
                        query.stateNames(),
                        query.byOrgnr(),
                        query.descending(),
                        query.limit(),
                        query.offset(),
                        after))
                .map(rows -> {
                    var clients = new ArrayList<ClientId>();
                    int hits = 0;
                    for (var row : rows) {
                        clients.add(new ClientId(row.getLong("client_id")));
                        hits = row.getInteger("hits");
                    }
                    return new Found(clients, hits);
                }));
    }

    private static ClientView read(Row row) {
        return new ClientView(
                new ClientId(row.getLong("client_id")),
                new IntegrationId(row.getLong("integration_id")),
                ClientState.valueOf(row.getString("state")),
                readIdentity(row),
                row.getBoolean("active"),
                row.getString("active_changed_by"),
                time(row, "active_changed_at"),
                row.getString("connected_by"),
                row.getOffsetDateTime("connected_at").toInstant(),
                row.getString("responsible"),
                row.getBoolean("api_active"),
                row.getString("grant_cause"),
                readBooks(row),
                readRun(row));
    }

    private static ClientView.Identity readIdentity(Row row) {
        var holder = row.getLong("holder_id");
        return new ClientView.Identity(
                row.getString("name"),
                row.getString("identity_kind"),
                row.getString("orgnr"),
                row.getString("identity_text"),
                holder == null ? null : new ClientId(holder),
                row.getString("holder_name"));
    }

    private static ClientView.@Nullable Books readBooks(Row row) {
        var gen = row.getInteger("current_gen");
        if (gen == null || gen == 0) {
            return null;
        }
        var checks = row.getArrayOfStrings("deviating_checks");
        return new ClientView.Books(
                gen,
                row.getOffsetDateTime("published_at").toInstant(),
                row.getOffsetDateTime("verified_at").toInstant(),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("reason"),
                row.getInteger("deviating_accounts"),
                row.getBigDecimal("largest_difference"),
                checks == null ? List.of() : List.of(checks));
    }

    private static ClientView.@Nullable Run readRun(Row row) {
        var state = row.getString("run_state");
        if (state == null) {
            return null;
        }
        var args = row.getArrayOfStrings("run_cause_args");
        var stage = Stage.valueOf(row.getString("run_stage"));
        var progress = RunProgress.read(row, stage);
        var startsIn = row.getLong("starts_in");
        return new ClientView.Run(
                state,
                stage,
                time(row, "started_at"),
                time(row, "waiting_until"),
                row.getOffsetDateTime("not_before").toInstant(),
                row.getString("run_cause"),
                args == null ? List.of() : List.of(args),
                row.getString("run_reference"),
                row.getInteger("queue_place"),
                startsIn == null || startsIn < 0 ? null : Duration.ofMillis(startsIn),
                state.equals("RUNNING") ? progress.left(row, stage) : null,
                progress.parts(),
                progress.years(),
                readLeaving(row));
    }

    private static ClientView.@Nullable Leaving readLeaving(Row row) {
        var startsAt = time(row, "removal_starts_at");
        return startsAt == null
                ? null
                : new ClientView.Leaving(row.getLong("removal_id"), startsAt, row.getBoolean("removal_waits"));
    }

    private static @Nullable Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
