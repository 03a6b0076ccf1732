package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RunId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work queue: owns the rows of runs, from being asked for to having ended. */
public final class RunTable {
    private static final Logger log = LoggerFactory.getLogger(RunTable.class);
    private static final Sql ENQUEUE = Sql.of(RunTable.class, "enqueue-run");
    private static final Sql FOLLOW = Sql.of(RunTable.class, "follow-run");
    private static final Sql RELEASE = Sql.of(RunTable.class, "release-runs");
    private static final Sql KEEP = Sql.of(RunTable.class, "keep-leases");
    private static final Sql COUNT_FAULT = Sql.of(RunTable.class, "count-fault");
    private static final Sql PUT_BACK = Sql.of(RunTable.class, "put-back-run");
    private static final Sql FAIL = Sql.of(RunTable.class, "fail-run");
    private static final Sql CANCEL = Sql.of(RunTable.class, "cancel-run");
    private static final Sql WIDEN = Sql.of(RunTable.class, "widen-run");
    private static final Sql WIDEN_QUEUED = Sql.of(RunTable.class, "widen-queued-run");
    private static final Sql HOLD = Sql.of(RunTable.class, "hold-run");
    private static final Sql WAIT = Sql.of(RunTable.class, "wait-for-quota");

    private final Database database;
    private final Generations generations;
    private final SyncSettings settings;
    private final Watch watch;
    private final Claims claims;
    /** Runs that this node has and that a person waits for. */
    private final Map<ClientId, RunId> clicked = new ConcurrentHashMap<>();

    /** Nobody watches. */
    public RunTable(Database database, Generations generations, SyncSettings settings) {
        this(database, generations, settings, Watch.NOBODY);
    }

    /** {@code watch} is told of each run that this node takes, and of how it ended. */
    public RunTable(Database database, Generations generations, SyncSettings settings, Watch watch) {
        this.database = database;
        this.generations = generations;
        this.settings = settings;
        this.watch = watch;
        this.claims = new Claims(database, generations, settings, watch);
    }

    /**
     * Asks for a run, in the caller's transaction; the stage is the next one that the client's books need.
     * A run that is queued already is moved up if this trigger has a higher priority; one under way is
     * joined.
     *
     * @return true if a run was made, false if one was there
     */
    Single<Boolean> enqueue(Tx tx, TenantId tenant, ClientId client, Trigger trigger, String by) {
        return generations
                .state(tx, client)
                .map(state -> trigger.reading().after(state.stage()))
                .flatMap(stage -> tx.first(
                                ENQUEUE,
                                row -> row.getBoolean("made"),
                                client.value(),
                                tenant.value(),
                                stage.name(),
                                trigger.name(),
                                by,
                                watch.traceOf(client))
                        .toSingle());
    }

    /** Lets the run read everything, whatever it set out to read. Fails with {@code FENCED}. */
    Completable widen(Lease lease) {
        return database.often(tx -> tx.count(WIDEN, lease.run().value(), lease.epoch()))
                .flatMapCompletable(
                        rows -> rows == 1 ? Completable.complete() : Completable.error(Fault.of(Cause.FENCED)));
    }

    /** Lets the client's run read everything if it has not begun and was to read changes only; gives whether it will. */
    Single<Boolean> widen(Tx tx, ClientId client) {
        return tx.count(WIDEN_QUEUED, client.value()).map(rows -> rows > 0);
    }

    /** Ends a run whose generation would lose {@code gone} vouchers: it waits for a person. */
    Completable hold(Lease lease, long gone) {
        var fault = Fault.of(Cause.SHRUNK, Long.toString(gone));
        return database.often(tx -> tx.count(
                        HOLD,
                        lease.run().value(),
                        lease.epoch(),
                        fault.reason().key(),
                        fault.args().toArray(String[]::new)))
                .doOnSuccess(rows -> tell(lease, rows, "held", fault))
                .ignoreElement();
    }

    /** Asks for the stage after a run's own, in the transaction that ends the run; who asked stays who asked. */
    Completable follow(Tx tx, Lease ended, Stage stage) {
        return tx.run(FOLLOW, ended.run().value(), stage.name());
    }

    /** Leases up to {@code most} runs, of which up to {@code ripe} before their turn; see {@link Claims#take}. */
    Single<List<Lease>> claim(int most, int ripe) {
        return claims.take(most, ripe).doOnSuccess(this::noteClicked);
    }

    private void noteClicked(List<Lease> leases) {
        leases.stream().filter(Lease::clicked).forEach(lease -> clicked.put(lease.client(), lease.run()));
    }

    /** Whether a person waits for what this node reads of the client. */
    public boolean isClicked(ClientId client) {
        return clicked.containsKey(client);
    }

    /** Keeps this node's leases; gives the runs that are still its own. */
    Single<List<RunId>> keep(List<Lease> held) {
        return database.often(tx -> tx.list(
                KEEP, row -> new RunId(row.getLong("run_id")), runs(held), epochs(held), seconds(settings.lease())));
    }

    /** Gives runs back unfinished, to be claimed at once by any node; gives how many were still held. */
    Single<Integer> release(List<Lease> held) {
        return database.often(tx -> tx.first(RELEASE, row -> row.getInteger("runs"), runs(held), epochs(held))
                .toSingle());
    }

    /**
     * Counts a fault that will pass, and gives how many there were in a row in which the run came no further.
     * Empty if another node has the run.
     */
    Maybe<Integer> countFault(Lease lease) {
        return database.often(tx -> tx.list(
                        COUNT_FAULT,
                        row -> row.getInteger("failures"),
                        lease.run().value(),
                        lease.epoch()))
                .flatMapMaybe(counts -> counts.isEmpty() ? Maybe.empty() : Maybe.just(counts.get(0)));
    }

    /** Puts a run back for a while; its checkpoints stay. */
    Completable putBack(Lease lease, Fault fault, Duration pause) {
        return database.often(tx -> tx.count(
                        PUT_BACK,
                        lease.run().value(),
                        lease.epoch(),
                        seconds(pause),
                        fault.reason().key(),
                        fault.args().toArray(String[]::new)))
                .doOnSuccess(rows -> tell(lease, rows, "put_back", fault))
                .ignoreElement();
    }

    /** Ends a run without publishing; current books stay. */
    Completable fail(Lease lease, Fault fault, @Nullable String reference) {
        return database.often(tx -> tx.count(
                        FAIL,
                        lease.run().value(),
                        lease.epoch(),
                        fault.reason().key(),
                        fault.args().toArray(String[]::new),
                        reference))
                .doOnSuccess(rows -> tell(lease, rows, "failed", fault))
                .ignoreElement();
    }

    /** The run of another worker is not ours to tell of. */
    private void tell(Lease lease, int rows, String end, Fault fault) {
        if (rows > 0) {
            watch.runEnded(lease.run(), end, fault.reason());
        }
    }

    /** The run is over as it should be; {@code missing} tells what makes its generation partial. */
    void ended(Lease lease, @Nullable Cause missing) {
        var end = missing == null ? "done" : "partial";
        lease.on(log.atInfo()).log("the run is {}, stage {}", end, lease.stage());
        watch.runEnded(lease.run(), end, missing);
    }

    /** This node has let go of the run, however that came; also after it has ended. */
    void left(Lease lease) {
        clicked.remove(lease.client(), lease.run());
        watch.runLeft(lease.run());
    }

    /** Ends the client's open run, whoever has it; the holder is fenced off at its next write. */
    Single<Integer> cancel(Tx tx, ClientId client) {
        return tx.count(CANCEL, client.value());
    }

    /** Notes that the client's run waits for Visma's quota. */
    public Completable waitFor(ClientId client, Duration wait) {
        return database.often(tx -> tx.count(WAIT, client.value(), seconds(wait)))
                .ignoreElement();
    }

    static Long[] runs(List<Lease> leases) {
        return leases.stream().map(lease -> lease.run().value()).toArray(Long[]::new);
    }

    private static Integer[] epochs(List<Lease> leases) {
        return leases.stream().map(Lease::epoch).toArray(Integer[]::new);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
