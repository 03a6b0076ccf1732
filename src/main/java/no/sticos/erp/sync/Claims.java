package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Reference;
import no.sticos.erp.kernel.RunId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a node takes runs from the queue: which ones, in which order, and which are given up instead. */
final class Claims {
    private static final Logger log = LoggerFactory.getLogger(Claims.class);
    private static final Sql WAKE = Sql.of(Claims.class, "wake-runs");
    private static final Sql CLAIM = Sql.of(Claims.class, "claim-runs");
    private static final Sql SET_GENERATION = Sql.of(Claims.class, "set-generation");

    /** Nodes that a run may go down with where it stands; one more and it is given up. */
    private static final int MOST_TAKEOVERS = 3;

    private final Database database;
    private final Generations generations;
    private final SyncSettings settings;
    private final Watch watch;

    Claims(Database database, Generations generations, SyncSettings settings, Watch watch) {
        this.database = database;
        this.generations = generations;
        this.settings = settings;
        this.watch = watch;
    }

    /**
     * Leases up to {@code most} runs: those that another node lost, and queued ones in their order, of which up to
     * {@code ripe} before their turn because they have waited long. A run that goes down with every node that takes
     * it is ended instead, with {@code NODE_LOST}.
     */
    Single<List<Lease>> take(int most, int ripe) {
        return database.often(tx -> tx.list(
                                WAKE,
                                Claims::givenUp,
                                MOST_TAKEOVERS,
                                Cause.NODE_LOST.key(),
                                Integer.toString(MOST_TAKEOVERS + 1),
                                Reference.fresh())
                        .flatMap(ended -> tx.list(
                                        CLAIM,
                                        Claims::read,
                                        settings.node(),
                                        RunTable.seconds(settings.lease()),
                                        most,
                                        Math.min(most, ripe))
                                .flatMap(leases -> withGenerations(tx, leases))
                                .map(leases -> new Claimed(
                                        leases,
                                        ended.stream().flatMap(Optional::stream).toList()))))
                .doOnSuccess(this::tell)
                .map(Claimed::leases);
    }

    /** What a claim did: runs taken, and runs that it gave up. */
    private record Claimed(List<Lease> leases, List<GivenUp> ended) {}

    /** A run that no node gets through with. */
    private record GivenUp(RunId run, ClientId client, TenantId tenant, String reference) {}

    private void tell(Claimed claimed) {
        for (var lease : claimed.leases()) {
            watch.runBegan(lease.client(), lease.run(), lease.trace());
        }
        for (var ended : claimed.ended()) {
            log.atError()
                    .addKeyValue("run", ended.run())
                    .addKeyValue("client", ended.client())
                    .addKeyValue("tenant", ended.tenant())
                    .addKeyValue("reference", ended.reference())
                    .log("the run went down with {} nodes in a row and is given up", MOST_TAKEOVERS + 1);
            watch.runEnded(ended.run(), "failed", Cause.NODE_LOST);
        }
    }

    /** A run builds a generation from its first lease on; a removal builds none. */
    private Single<List<Lease>> withGenerations(Tx tx, List<Lease> leases) {
        var begun = leases.stream()
                .filter(lease -> lease.gen() == 0 && lease.stage() != Stage.REMOVAL)
                .toList();
        return begun.isEmpty()
                ? Single.just(leases)
                : generations
                        .open(tx, begun.stream().map(Lease::client).toList())
                        .flatMap(opened -> tx.run(SET_GENERATION, RunTable.runs(begun), numbers(begun, opened))
                                .toSingleDefault(leases.stream()
                                        .map(lease -> lease.building(opened.getOrDefault(lease.client(), lease.gen())))
                                        .toList()));
    }

    private static Integer[] numbers(List<Lease> leases, Map<ClientId, Integer> opened) {
        return leases.stream().map(lease -> opened.get(lease.client())).toArray(Integer[]::new);
    }

    private static Optional<GivenUp> givenUp(Row row) {
        return Optional.ofNullable(row.getLong("run_id"))
                .map(run -> new GivenUp(
                        new RunId(run),
                        new ClientId(row.getLong("client_id")),
                        new TenantId(row.getLong("tenant_id")),
                        row.getString("reference")));
    }

    private static Lease read(Row row) {
        return new Lease(
                new RunId(row.getLong("run_id")),
                row.getInteger("epoch"),
                new ClientId(row.getLong("client_id")),
                new TenantId(row.getLong("tenant_id")),
                Stage.valueOf(row.getString("stage")),
                row.getInteger("gen"),
                row.getString("trace"),
                row.getBoolean("clicked"),
                row.getBoolean("ripe"));
    }
}
