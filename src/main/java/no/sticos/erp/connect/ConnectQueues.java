package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.sticos.erp.connect.ConnectQueue.Kind;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Orgnr;
import org.jspecify.annotations.Nullable;

/**
 * Queues in which a person brings in many clients one after the other: one of each kind a person and integration.
 *
 * <p>They live in the database, so that the browser may be closed and another one go on. Another person's queue is
 * {@code NOT_FOUND}, in the same firm too. All methods are safe to repeat.
 */
public final class ConnectQueues {
    /** More numbers are not taken at once. */
    public static final int MOST = 1_000;

    private final Database database;

    /**
     * A company that is to be connected.
     *
     * @param orgnr its number
     * @param name as the person wrote it; null without one
     */
    public record Wanted(Orgnr orgnr, @Nullable String name) {}

    /** Keeps queues in this database. */
    public ConnectQueues(Database database) {
        this.database = database;
    }

    /** The person's queue with this number. */
    public Single<ConnectQueue> find(Session session, long queue) {
        return database.forTenant(session.tenant(), tx -> QueueTable.find(tx, session.person(), queue)
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND))));
    }

    /** The person's queue of this kind; empty if there never was one. */
    public Maybe<ConnectQueue> of(Session session, IntegrationId integration, Kind kind) {
        return database.forTenant(session.tenant(), tx -> QueueTable.of(tx, session.person(), integration, kind)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .flatMapMaybe(Maybe::fromOptional);
    }

    /** Which of these numbers the integration has a client with, and its name. */
    public Single<Map<String, String>> added(Session session, IntegrationId integration, Collection<Orgnr> numbers) {
        return database.forTenant(session.tenant(), tx -> QueueTable.added(tx, integration, numbers));
    }

    /**
     * Has these companies wait in the person's queue, in this order, and nobody else. What the queue has done stays in
     * it for as long as anybody waits; after that it begins anew.
     *
     * @return the queue's number
     */
    public Single<Long> make(Session session, IntegrationId integration, List<Wanted> wanted) {
        return database.forTenant(session.tenant(), tx -> begun(tx, session, integration, Kind.CONNECT)
                .flatMap(queue -> QueueTable.fill(tx, session.tenant(), queue, wanted, List.of())
                        .toSingleDefault(queue.id())));
    }

    /** Has these clients wait to be signed in again; otherwise like {@link #make}. */
    public Single<Long> makeAgain(Session session, IntegrationId integration, List<ClientId> clients) {
        return database.forTenant(session.tenant(), tx -> begun(tx, session, integration, Kind.RECONNECT)
                .flatMap(queue -> QueueTable.fill(tx, session.tenant(), queue, List.of(), clients)
                        .toSingleDefault(queue.id())));
    }

    /** Puts the queue aside: nothing opens by itself any more. */
    public Completable pause(Session session, long queue) {
        return database.forTenant(session.tenant(), tx -> QueueTable.pause(tx, session.person(), queue))
                .flatMapCompletable(ConnectQueues::known);
    }

    /** Passes over one, which then waits for the person. */
    public Completable skip(Session session, long queue, long entry) {
        var skipped = new Flow.Queued(queue, entry);
        return find(session, queue)
                .flatMapCompletable(found -> look(session, skipped, ConnectQueue.SKIPPED, List.of()));
    }

    /** Leaves for {@code queued}'s sign-in: ends the pause, drops what was held, and says where it is connected. */
    Single<IntegrationId> leave(Session session, Flow.Queued queued, boolean activate) {
        return database.forTenant(session.tenant(), tx -> QueueTable.leave(tx, session.person(), queued, activate)
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND))));
    }

    /** The try led nowhere for this reason. */
    Completable look(Session session, Flow.Queued queued, String cause, List<String> args) {
        return database.forTenant(session.tenant(), tx -> QueueTable.look(tx, session.person(), queued, cause, args))
                .ignoreElement();
    }

    private static Single<ConnectQueue> begun(Tx tx, Session session, IntegrationId integration, Kind kind) {
        return QueueTable.make(tx, session.tenant(), session.person(), integration, kind)
                .flatMap(id -> QueueTable.find(tx, session.person(), id).toSingle());
    }

    private static Completable known(int rows) {
        return rows == 0 ? Completable.error(Fault.of(Cause.NOT_FOUND)) : Completable.complete();
    }
}
