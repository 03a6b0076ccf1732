package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Map;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.connect.Revoking;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.events.EventKind;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.ledger.BooksRemoval;
import org.jspecify.annotations.Nullable;

/**
 * Removes one client's books, and the client with them if that was asked for.
 *
 * <p>First readers see nothing any more and the products are told, in one transaction; then the rows go, batch
 * by batch; then the consent is ended at Visma; then the rest, with a count of what is left. Each step is
 * behind the lease's fence and finds out by itself what was done before, so that any node can go on with it.
 */
public final class RemovalRun {
    private static final Sql FIND = Sql.of(RemovalRun.class, "find-removal");
    private static final Sql HOLD = Sql.of(RemovalRun.class, "hold-removal");
    private static final Sql HIDDEN = Sql.of(RemovalRun.class, "note-hidden");
    private static final Sql REMOVED = Sql.of(RemovalRun.class, "note-removed");
    private static final Sql REVOKED = Sql.of(RemovalRun.class, "note-revoked");
    private static final Sql FORGET_RUNS = Sql.of(RemovalRun.class, "forget-runs");
    private static final Sql END = Sql.of(RemovalRun.class, "end-removal");

    private final Database database;
    private final RunTable runs;
    private final Outbox outbox;
    private final Revoking revoking;
    private final RemovalSettings settings;

    /** Does nothing yet. */
    public RemovalRun(Database database, RunTable runs, Outbox outbox, Revoking revoking, RemovalSettings settings) {
        this.database = database;
        this.runs = runs;
        this.outbox = outbox;
        this.revoking = revoking;
        this.settings = settings;
    }

    /**
     * The removal as its row says.
     *
     * @param late whether Visma has been asked for long enough
     */
    private record Task(Removal.Kind kind, Removal.Revocation revoked, boolean hidden, boolean late) {
        static Task read(Row row) {
            return new Task(
                    Removal.Kind.valueOf(row.getString("kind")),
                    Removal.Revocation.valueOf(row.getString("revoked")),
                    row.getBoolean("hidden"),
                    row.getBoolean("late"));
        }
    }

    /** Runs to the end, or until Visma has to be asked again later. */
    Completable run(Lease lease) {
        return task(lease).flatMapCompletable(task -> hide(lease, task)
                .andThen(removeRows(lease))
                .andThen(revoke(lease, task))
                .flatMapCompletable(over -> over ? finish(lease) : Completable.complete()));
    }

    private Single<Task> task(Lease lease) {
        double bound = settings.revoking().toMillis() / 1000.0;
        return database.forGateway(
                tx -> tx.first(FIND, Task::read, lease.run().value(), bound).toSingle());
    }

    private Completable hide(Lease lease, Task task) {
        return task.hidden()
                ? Completable.complete()
                : database.forGateway(tx -> held(tx, lease)
                                .flatMap(held -> BooksRemoval.hide(tx, lease.client()))
                                .flatMap(shown ->
                                        tell(tx, lease, task.kind(), shown).toSingleDefault(shown)))
                        .ignoreElement();
    }

    /** Products that were never told of the client, or of any books of it, need not be told that they are gone. */
    private Completable tell(Tx tx, Lease lease, Removal.Kind kind, int shown) {
        return isOfInterest(tx, lease, kind, shown)
                .flatMapCompletable(told -> told ? append(tx, lease, kind, shown) : note(tx, lease, null));
    }

    private Single<Boolean> isOfInterest(Tx tx, Lease lease, Removal.Kind kind, int shown) {
        return kind == Removal.Kind.FIGURES ? Single.just(shown > 0) : outbox.isKnown(tx, lease.client());
    }

    private Completable append(Tx tx, Lease lease, Removal.Kind kind, int shown) {
        return outbox.append(tx, lease.tenant(), lease.client(), event(kind), 0, shown)
                .flatMapCompletable(sequence -> note(tx, lease, sequence));
    }

    private static Completable note(Tx tx, Lease lease, @Nullable Long sequence) {
        return tx.run(HIDDEN, lease.run().value(), sequence);
    }

    private static EventKind event(Removal.Kind kind) {
        return kind == Removal.Kind.FIGURES ? EventKind.BOOKS_REMOVED : EventKind.REMOVED;
    }

    private Completable removeRows(Lease lease) {
        return Single.defer(() -> removeSome(lease))
                .repeat()
                .takeWhile(some -> some)
                .ignoreElements();
    }

    private Single<Boolean> removeSome(Lease lease) {
        return database.forGateway(tx -> BooksRemoval.remove(tx, lease.fence(), lease.client(), settings.batch())
                .flatMapSingle(gone -> tx.run(REMOVED, lease.run().value(), gone.kind(), gone.rows())
                        .toSingleDefault(true))
                .defaultIfEmpty(false));
    }

    /** Whether the consent is done with; if not, the run is put back, since only Visma can end it for good. */
    private Single<Boolean> revoke(Lease lease, Task task) {
        if (task.revoked() != Removal.Revocation.PENDING) {
            return Single.just(true);
        }
        return revoking.revoke(lease.client())
                .map(ended -> ended ? Removal.Revocation.DONE : Removal.Revocation.NOTHING)
                .onErrorResumeNext(
                        error -> task.late() ? Single.just(Removal.Revocation.GIVEN_UP) : Single.error(error))
                .flatMap(outcome -> note(lease, outcome))
                .onErrorResumeNext(error -> askLater(lease, error));
    }

    private Single<Boolean> note(Lease lease, Removal.Revocation outcome) {
        return database.forGateway(tx -> held(tx, lease)
                .flatMap(held ->
                        tx.run(REVOKED, lease.run().value(), outcome.name()).toSingleDefault(true)));
    }

    private Single<Boolean> askLater(Lease lease, Throwable error) {
        boolean silent = error instanceof Fault fault
                && fault.kind() == Cause.Kind.LATER
                && fault.reason() != Cause.DATABASE_AWAY;
        return silent
                ? runs.putBack(lease, Fault.of(Cause.REVOKE_FAILED, error), settings.pause())
                        .toSingleDefault(false)
                : Single.error(error);
    }

    private Completable finish(Lease lease) {
        return database.forGateway(tx -> held(tx, lease).flatMap(held -> BooksRemoval.count(tx, lease.client())
                        .flatMap(left -> finish(tx, lease, held, rows(left)))))
                .doOnSuccess(last -> runs.ended(lease, null))
                .ignoreElement();
    }

    private Single<Boolean> finish(Tx tx, Lease lease, Held held, long left) {
        return forget(tx, lease, held.kind())
                .andThen(
                        tx.first(END, row -> row.getBoolean("last"), lease.run().value(), left))
                .toSingle()
                .flatMap(last -> last && held.kind() == Removal.Kind.SYSTEM
                        ? Integrations.remove(tx, held.integration()).toSingleDefault(true)
                        : Single.just(last));
    }

    private static Completable forget(Tx tx, Lease lease, Removal.Kind kind) {
        return kind == Removal.Kind.FIGURES
                ? Completable.complete()
                : BooksRemoval.forget(tx, lease.client())
                        .andThen(tx.run(
                                FORGET_RUNS, lease.client().value(), lease.run().value()))
                        .andThen(Clients.remove(tx, lease.client()));
    }

    private static long rows(Map<String, Long> tables) {
        return tables.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Single<Held> held(Tx tx, Lease lease) {
        return tx.first(HOLD, Held::read, lease.run().value(), lease.epoch())
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.FENCED)));
    }

    /** A removal that this transaction holds. */
    private record Held(Removal.Kind kind, IntegrationId integration) {
        static Held read(Row row) {
            return new Held(
                    Removal.Kind.valueOf(row.getString("kind")), new IntegrationId(row.getLong("integration_id")));
        }
    }
}
