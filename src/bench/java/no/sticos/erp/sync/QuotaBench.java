package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import no.sticos.erp.bench.Bench;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How long a thousand clients take for what Visma's quota is the limit of, beside the quota's own arithmetic: one node
 * and three, an answer after 80 ms, runs that each do one thing after the other. Run by {@code mvn verify -Pbench};
 * {@code -Dbench.requests} is how many each client has.
 */
@Bench
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotaBench {
    private static final int LIMIT = 600;
    private static final int CLIENTS = 1_000;
    private static final int REQUESTS = Integer.getInteger("bench.requests", 1);
    private static final int RUNS_AT_ONCE = 6;
    private static final long LATENCY = 80;
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final String PATH = "/vouchers/{fiscalyearId}";

    private final Vertx vertx;
    private final Report report = new Report("quota");

    QuotaBench(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
    }

    @AfterAll
    void close() {
        report.close();
    }

    @Test
    void a_thousand_clients_take_what_the_quota_takes() {
        for (int nodes : List.of(1, 3)) {
            var sent = sent(nodes);
            double seconds = (sent.get(sent.size() - 1) - sent.get(0)) / 1e9;
            double bound = (double) CLIENTS * REQUESTS / LIMIT * TimeUnit.MINUTES.toSeconds(1);
            report.add(nodes + " nodes: time ÷ bound", List.of(seconds / bound), Goal.AT_MOST, 1.1, "600 a minute");
            report.add(
                    nodes + " nodes: most in a minute ÷ limit",
                    List.of((double) most(sent) / LIMIT),
                    Goal.AT_MOST,
                    1,
                    "sliding");
        }
    }

    /** When each request was sent, in order. */
    private List<Long> sent(int nodes) {
        var settings = TestDatabase.empty();
        var databases = IntStream.range(0, nodes)
                .mapToObj(node -> Await.result(new DatabaseStart(vertx, settings).open()))
                .toList();
        var sent = new ConcurrentLinkedQueue<Long>();
        var ended = new CountDownLatch(1);
        var work = Flowable.range(0, nodes)
                .flatMapCompletable(node -> work(node, nodes, budget(databases.get(node)), sent))
                .subscribe(ended::countDown);
        Await.until(PATIENCE, () -> ended.getCount() == 0, () -> sent.size() + " were sent");
        work.dispose();
        databases.forEach(database -> Await.done(database.close()));
        assertThat(sent).hasSize(CLIENTS * REQUESTS);
        return sent.stream().sorted().toList();
    }

    /** A node's part of the clients, so many at once; a client's requests one after the other. */
    private static Completable work(int node, int nodes, QuotaBudget budget, Queue<Long> sent) {
        return Flowable.range(0, CLIENTS)
                .filter(client -> client % nodes == node)
                .flatMapCompletable(client -> request(client, budget, sent).repeat(REQUESTS), false, RUNS_AT_ONCE);
    }

    private static Completable request(int client, QuotaBudget budget, Queue<Long> sent) {
        return budget.permit(new ClientId(client + 1), PATH)
                .andThen(Completable.fromAction(() -> sent.add(System.nanoTime())))
                .delay(LATENCY, TimeUnit.MILLISECONDS);
    }

    private static QuotaBudget budget(Database database) {
        var quota = new SharedQuota(database, QuotaSettings.perMinute(LIMIT));
        return new QuotaBudget(quota, Schedulers.computation(), client -> false, (client, wait) -> {});
    }

    /** The most that any minute holds, wherever it begins. */
    private static int most(List<Long> sent) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < sent.size(); last++) {
            while (sent.get(last) - sent.get(first) >= TimeUnit.MINUTES.toNanos(1)) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
