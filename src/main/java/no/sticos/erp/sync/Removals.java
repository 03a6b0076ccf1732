package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The buttons Slett kontoer, Slett and Slett system: what would go, the asking, and the undoing.
 *
 * <p>Asking ends what runs for the clients and queues a removal per client in its place ({@link RemovalRun}
 * does the work, {@link RemovalReceipts} tells of it); until it starts it can be undone and nothing has been touched. Asking again is the same
 * removal; asking for more replaces what was asked for before.
 */
public final class Removals {
    private static final Sql LOCK = Sql.of(Removals.class, "lock-clients");
    private static final Sql PREVIEW = Sql.of(Removals.class, "preview-removal");
    private static final Sql UNDER_WAY = Sql.of(Removals.class, "removal-under-way");
    private static final Sql ASK = Sql.of(Removals.class, "ask-removal");
    private static final Sql UNDO = Sql.of(Removals.class, "undo-removal");

    private final Database database;
    private final RunTable runs;
    private final RemovalSettings settings;
    private final RemovalReceipts receipts;

    /** Does nothing yet. */
    public Removals(Database database, RunTable runs, RemovalSettings settings) {
        this.database = database;
        this.runs = runs;
        this.settings = settings;
        this.receipts = new RemovalReceipts(database);
    }

    /**
     * What is to go; the ids must be known to be the firm's own.
     *
     * @param kind what of it
     * @param integration where
     * @param system the integration's system
     * @param client which one; null for all
     * @param clientName its name, for the trail
     */
    private record Target(
            Removal.Kind kind,
            IntegrationId integration,
            String system,
            @Nullable ClientId client,
            @Nullable String clientName) {
        @Nullable
        Long clientValue() {
            return client == null ? null : client.value();
        }

        AuditAction action() {
            return switch (kind) {
                case FIGURES -> AuditAction.FIGURES_REMOVED;
                case CLIENT -> AuditAction.CLIENT_REMOVED;
                case SYSTEM -> AuditAction.INTEGRATION_REMOVED;
            };
        }
    }

    /** How long a removal can be undone. */
    public Duration undo() {
        return settings.undo();
    }

    /**
     * Fails while the client is on its way out, or its system is: with {@code REMOVAL_WAITING} (arguments: its
     * name, the time as text) while that can be undone, else with {@code REMOVAL_RUNNING} (argument: its name). In
     * the caller's transaction, which holds the client's row.
     *
     * @param figuresToo whether a removal of its figures alone counts
     */
    public static Completable refuseWhile(Tx tx, Client client, boolean figuresToo) {
        return Leaving.of(tx, client)
                .filter(leaving -> figuresToo || leaving.kind() != Removal.Kind.FIGURES)
                .flatMapCompletable(leaving -> Completable.error(leaving.fault()));
    }

    /** Rows that would go with the client, by table; counted now. */
    public Single<Map<String, Long>> preview(Client client) {
        return preview(
                client.tenant(), client.integration(), new Long[] {client.id().value()});
    }

    /** Rows that would go with all clients of the integration, by table; counted now. */
    public Single<Map<String, Long>> preview(Integration integration) {
        return preview(integration.tenant(), integration.id(), null);
    }

    /** Rows that would go with these of the integration's clients, by table; counted now. */
    public Single<Map<String, Long>> preview(Integration integration, List<ClientId> clients) {
        var ids = clients.stream().map(ClientId::value).toArray(Long[]::new);
        return preview(integration.tenant(), integration.id(), ids);
    }

    /** Asks for a client's books to be removed, or for the client with them; gives the removal's number. */
    public Single<Long> ask(Client client, Integration integration, boolean onlyFigures, Person person) {
        var kind = onlyFigures ? Removal.Kind.FIGURES : Removal.Kind.CLIENT;
        return ask(
                client.tenant(),
                new Target(kind, integration.id(), integration.system(), client.id(), client.name()),
                person);
    }

    /** Asks for an integration to be removed with all its clients; gives the removal's number. */
    public Single<Long> ask(Integration integration, Person person) {
        return ask(
                integration.tenant(),
                new Target(Removal.Kind.SYSTEM, integration.id(), integration.system(), null, null),
                person);
    }

    /**
     * Undoes a removal that has not started; clients that are switched on are fetched again. Safe to repeat. Fails
     * with {@code NOT_FOUND} for another firm's, and with {@code REMOVAL_STARTED} if it is too late.
     */
    public Completable undo(TenantId tenant, long removal, Person person) {
        return undone(tenant, removal, person)
                .onErrorResumeNext(error -> Fault.is(error, Cause.REMOVAL_STARTED)
                        ? receipt(tenant, removal)
                                .filter(known -> known.undoneAt() == null)
                                .flatMapCompletable(late -> Completable.error(error))
                        : Completable.error(error));
    }

    private Completable undone(TenantId tenant, long removal, Person person) {
        return receipt(tenant, removal).flatMapCompletable(known -> database.forGateway(
                        tx -> tx.list(UNDO, Freed::read, tenant.value(), removal, person.name())
                                .flatMap(freed -> freed.isEmpty()
                                        ? Single.error(Fault.of(Cause.REMOVAL_STARTED))
                                        : told(tx, tenant, freed, person).toSingleDefault(freed.size())))
                .ignoreElement());
    }

    /** The receipt as it stands now. Fails with {@code NOT_FOUND} for another firm's as for none. */
    public Single<Removal> receipt(TenantId tenant, long removal) {
        return receipts.find(tenant, removal);
    }

    private Single<Map<String, Long>> preview(TenantId tenant, IntegrationId integration, Long @Nullable [] clients) {
        return database.forTenant(
                        tenant,
                        tx -> tx.list(
                                PREVIEW,
                                row -> Map.entry(row.getString("kind"), row.getLong("rows")),
                                tenant.value(),
                                integration.value(),
                                clients))
                .map(tables -> {
                    var counts = new TreeMap<String, Long>();
                    tables.forEach(table -> counts.put(table.getKey(), table.getValue()));
                    return counts;
                });
    }

    private Single<Long> ask(TenantId tenant, Target target, Person person) {
        return database.forTenant(tenant, tx -> locked(tx, tenant, target)
                .andThen(underWay(tx, tenant, target))
                .switchIfEmpty(Single.defer(() -> begun(tx, tenant, target, person))));
    }

    private static Completable locked(Tx tx, TenantId tenant, Target target) {
        return tx.list(
                        LOCK,
                        row -> row.getLong("client_id"),
                        tenant.value(),
                        target.integration().value(),
                        target.clientValue())
                .ignoreElement();
    }

    private static Maybe<Long> underWay(Tx tx, TenantId tenant, Target target) {
        return tx.first(
                UNDER_WAY,
                row -> row.getLong("removal_id"),
                tenant.value(),
                target.integration().value(),
                target.clientValue(),
                target.kind().name());
    }

    private Single<Long> begun(Tx tx, TenantId tenant, Target target, Person person) {
        var line = AuditLine.done(tenant, person, target.action())
                .about(new AuditLine.Subject(target.integration(), target.client(), target.clientName()));
        return tx.first(
                        ASK,
                        Asked::read,
                        tenant.value(),
                        target.integration().value(),
                        target.clientValue(),
                        target.kind().name(),
                        target.system(),
                        person.name(),
                        settings.undo().toMillis() / 1000.0)
                .toSingle()
                .flatMap(asked -> AuditTrail.write(tx, line.detail("removal " + asked.removal()))
                        .andThen(asked.ended() ? Integrations.remove(tx, target.integration()) : Completable.complete())
                        .toSingleDefault(asked.removal()));
    }

    /** A removal that has begun; one of an integration without clients has ended too. */
    private record Asked(long removal, boolean ended) {
        static Asked read(Row row) {
            return new Asked(row.getLong("removal_id"), row.getBoolean("ended"));
        }
    }

    private Completable told(Tx tx, TenantId tenant, List<Freed> freed, Person person) {
        var line = AuditLine.done(tenant, person, AuditAction.REMOVAL_UNDONE)
                .about(freed.get(0).integration());
        return Flowable.fromIterable(freed)
                .filter(client -> client.active())
                .concatMapSingle(client -> runs.enqueue(tx, tenant, client.client(), Trigger.CLICK, person.name()))
                .ignoreElements()
                .andThen(AuditTrail.write(tx, line));
    }

    /** A client whose removal was undone; one without an id stands for a removal that freed nobody. */
    private record Freed(IntegrationId integration, @Nullable Long id, boolean active) {
        static Freed read(Row row) {
            return new Freed(
                    new IntegrationId(row.getLong("integration_id")),
                    row.getLong("client_id"),
                    row.getBoolean("active"));
        }

        ClientId client() {
            return new ClientId(Objects.requireNonNull(id, "an active client has an id"));
        }
    }
}
