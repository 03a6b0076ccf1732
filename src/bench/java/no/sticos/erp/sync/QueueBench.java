package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.rxjava3.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import no.sticos.erp.bench.Bench;
import no.sticos.erp.bench.Postgres;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.RunId;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How many runs a second a cluster can take from its queue, whatever its length.
 *
 * <p>Several claimers take batches from a short queue and from a long one in turn, each in a database of its own, so
 * that whatever else the machine does hits both alike; after each round as many are asked for as were taken. Both have
 * as many runs that ended before, as any gateway has: a table of a few hundred rows is read otherwise.
 */
@Bench
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueBench {
    private static final int CLAIMERS = 4;
    private static final int BATCH = 10;
    private static final int TAKEN = 400;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 21;
    private static final int SHORT = 500;
    private static final int LONG = 50_000;
    private static final int FIRMS = 100;
    private static final int ENDED_BEFORE = 50_000;

    private final Report report = new Report("queue");
    private final Queue few;
    private final Queue many;

    QueueBench(io.vertx.core.Vertx vertx) {
        this.few = new Queue(new Vertx(vertx), SHORT);
        this.many = new Queue(new Vertx(vertx), LONG);
    }

    @AfterAll
    void close() {
        few.close();
        many.close();
    }

    @Test
    void claims_a_second_do_not_depend_on_the_queues_length() {
        var atFew = new ArrayList<Double>();
        var atMany = new ArrayList<Double>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            double quick = few.claimsPerSecond();
            double slow = many.claimsPerSecond();
            if (round >= WARM_UP) {
                atFew.add(quick);
                atMany.add(slow);
            }
        }
        var detail = "%d claimers by %d, %d firms: %.0f a second at %d queued, %.0f at %d"
                .formatted(CLAIMERS, BATCH, FIRMS, Report.median(atFew), SHORT, Report.median(atMany), LONG);
        double ratio = Report.median(atMany) / Report.median(atFew);
        report.add("claims a second at 50 000 queued", atMany, Goal.AT_LEAST, 5_000, detail);
        report.add("… ÷ at 500 queued", List.of(ratio), Goal.AT_LEAST, 0.8, detail);
        report.close();
        assertThat(ratio).isBetween(0.8, 1.25);
    }

    /** A database with a queue that is kept at one length. */
    private static final class Queue {
        private final Database database;
        private final List<RunTable> tables;
        private final Set<RunId> taken = new HashSet<>();
        private int asked;

        Queue(Vertx vertx, int length) {
            var settings = TestDatabase.empty();
            this.database = Await.result(new DatabaseStart(vertx, settings).open());
            this.tables = IntStream.range(0, CLAIMERS)
                    .mapToObj(number -> new RunTable(
                            database,
                            new Generations(database),
                            SyncNode.settings("claimer-" + number, SyncNode.NEVER)))
                    .toList();
            ask(ENDED_BEFORE);
            run("UPDATE gateway.runs SET state = 'DONE', ended_at = now()");
            ask(length);
            try (var postgres = new Postgres(settings)) {
                postgres.run("VACUUM (ANALYZE) gateway.runs");
            }
        }

        void close() {
            Await.done(database.close());
        }

        double claimsPerSecond() {
            long began = System.nanoTime();
            var leases = claimed();
            long nanos = System.nanoTime() - began;
            assertThat(leases).hasSize(TAKEN).allMatch(lease -> taken.add(lease.run()));
            run("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE state = 'RUNNING'");
            ask(TAKEN);
            return TAKEN * 1e9 / nanos;
        }

        /** What all claimers take together, each one batch after the other. */
        private List<Lease> claimed() {
            var leases = new ConcurrentLinkedQueue<Lease>();
            Await.done(Flowable.fromIterable(tables).flatMapCompletable(table -> claiming(table, leases)));
            return List.copyOf(leases);
        }

        private static Completable claiming(RunTable table, ConcurrentLinkedQueue<Lease> leases) {
            return table.claim(BATCH, 1)
                    .doOnSuccess(leases::addAll)
                    .ignoreElement()
                    .repeat(TAKEN / CLAIMERS / BATCH);
        }

        /** Runs of the nightly round and of schedules, of many firms, the first of which has half of them. */
        private void ask(int runs) {
            run(
                    """
                    INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by)
                    SELECT n, CASE WHEN n %% 2 = 0 THEN 1 ELSE 1 + n %% %d END, 'CHANGES',
                           CASE WHEN n %% 10 = 0 THEN 'SCHEDULE' ELSE 'BULK' END, 'bench'
                      FROM generate_series(%d, %d) n
                    """
                            .formatted(FIRMS, asked + 1, asked + runs));
            asked += runs;
        }

        private void run(String sql) {
            Await.done(
                    database.forGateway(tx -> tx.count(new Sql("bench", sql))).ignoreElement());
        }
    }
}
