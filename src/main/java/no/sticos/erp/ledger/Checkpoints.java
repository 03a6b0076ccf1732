package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/** The table of checkpoints: a fact about landed data, so it is kept here and not by who runs the run. */
public final class Checkpoints {
    private static final Sql OPEN = Sql.of(Checkpoints.class, "open-checkpoint");
    private static final Sql ALL = Sql.of(Checkpoints.class, "checkpoints-of-run");
    private static final Sql ISOLATED = Sql.of(Checkpoints.class, "isolated-scopes");
    private static final Sql REFUSE = Sql.of(Checkpoints.class, "refuse-resource");
    private static final Sql RESTART = Sql.of(Checkpoints.class, "restart-resource");

    private final Database database;

    /** Does nothing yet. */
    public Checkpoints(Database database) {
        this.database = database;
    }

    /**
     * The run's checkpoint in a resource, made if it is the first time. Ordinals go on where an earlier run
     * of the same generation stopped. What the company was found to do without stays refused until its
     * settings change. Fails with {@code FENCED}.
     */
    public Single<Checkpoint> open(ClientId client, Fence fence, Resource resource) {
        return database.often(tx -> tx.first(
                        OPEN,
                        Checkpoints::read,
                        fence.run().value(),
                        fence.epoch(),
                        client.value(),
                        resource.id(),
                        Cause.VARIANT_LACKS.key())
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.FENCED))));
    }

    /** All checkpoints of the run, of any epoch. */
    public Single<List<Checkpoint>> of(Fence fence) {
        return database.often(tx -> tx.list(ALL, Checkpoints::read, fence.run().value()));
    }

    /** Where the run has set documents aside. */
    public Single<List<Isolated>> isolated(Fence fence) {
        return database.often(tx -> tx.list(
                ISOLATED,
                row -> new Isolated(Resource.of(row.getString("resource")), row.getString("scope")),
                fence.run().value()));
    }

    /** Notes that an opened resource cannot be read and is not waited for. Fails with {@code FENCED}. */
    public Completable refuse(Fence fence, Gap gap) {
        return database.often(tx -> tx.count(
                        REFUSE,
                        fence.run().value(),
                        fence.epoch(),
                        gap.resource().id(),
                        gap.cause().key(),
                        gap.args().toArray(String[]::new)))
                .flatMapCompletable(Checkpoints::orFenced);
    }

    /** Begins a new pass over the resource, keeping its ordinals; gives the checkpoint as it is then. */
    public Single<Checkpoint> restart(Fence fence, Resource resource) {
        return database.often(
                tx -> tx.first(RESTART, Checkpoints::read, fence.run().value(), fence.epoch(), resource.id())
                        .switchIfEmpty(Single.error(() -> Fault.of(Cause.FENCED))));
    }

    /** Begins a new pass over all that the run has opened and could read. */
    public Completable restart(Fence fence) {
        return database.often(
                        tx -> tx.list(RESTART, Checkpoints::read, fence.run().value(), fence.epoch(), null))
                .ignoreElement();
    }

    private static Completable orFenced(int rows) {
        return rows == 1 ? Completable.complete() : Completable.error(Fault.of(Cause.FENCED));
    }

    private static Checkpoint read(Row row) {
        var resource = Resource.of(row.getString("resource"));
        return new Checkpoint(
                resource,
                row.getInteger("step"),
                row.getString("position"),
                row.getLong("documents"),
                row.getLong("expected"),
                row.getLong("isolated"),
                row.getBoolean("complete"),
                refused(resource, row),
                instant(row.getOffsetDateTime("began_at")));
    }

    private static @Nullable Gap refused(Resource resource, Row row) {
        var cause = row.getString("refused");
        return cause == null
                ? null
                : new Gap(resource, Cause.of(cause), List.of(row.getArrayOfStrings("refused_args")));
    }

    private static java.time.@Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
