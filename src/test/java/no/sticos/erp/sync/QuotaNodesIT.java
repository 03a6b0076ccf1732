package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes with a pool each send to one Visma that counts what arrives; in real time, with a short window. */
@ExtendWith(VertxExtension.class)
class QuotaNodesIT {
    private static final QuotaSettings QUOTA = new QuotaSettings(400, Duration.ofSeconds(8));
    private static final String PATH = "/vouchers/{fiscalyearId}";
    private static final ClientId CLIENT = new ClientId(1);
    private static final int AT_ONCE = 20;

    private final Vertx vertx;
    private final DbSettings dbSettings = TestDatabase.migrated();
    private final List<Node> nodes = new ArrayList<>();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private long began = System.nanoTime();

    QuotaNodesIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::die);
        nodes.forEach(node -> Await.done(node.database.close()));
    }

    @Test
    void whoever_comes_or_dies_no_window_holds_more_than_the_limit_and_all_that_wait_get_some() {
        var first = new Node();
        var second = new Node();
        var dies = new Node();
        var late = new Node();
        begin(first, second, dies);
        waitUntil(6);
        dies.die();
        late.work();

        waitUntil(18);

        assertNoWindowAboveTheLimit();
        assertThat(sentBy(first)).as("of " + arrivals.size()).isGreaterThan(arrivals.size() / 6);
        assertThat(sentBy(second)).as("of " + arrivals.size()).isGreaterThan(arrivals.size() / 6);
        assertThat(sentBy(late)).as("of " + arrivals.size()).isGreaterThan(arrivals.size() / 10);
        // Two windows, each of which is some tenths of a second longer than what the limit is for.
        assertThat(arrivals).hasSizeGreaterThan(2 * QUOTA.limit() * 95 / 100);
    }

    @Test
    void what_one_node_is_refused_stands_still_on_all() {
        var refused = new Node();
        var other = new Node();
        begin(refused, other);
        waitUntil(1);

        refused.budget.pause(CLIENT, PATH, Duration.ofSeconds(3));
        double from = seconds() + 0.5;
        waitUntil(8);

        assertThat(arrivals).noneMatch(arrival -> arrival.seconds() > from && arrival.seconds() < from + 2.4);
        assertThat(arrivals).anyMatch(arrival -> arrival.seconds() > from + 2.4 && arrival.node() == other);
        assertThat(arrivals).anyMatch(arrival -> arrival.seconds() > from + 2.4 && arrival.node() == refused);
    }

    private record Arrival(Node node, double seconds) {}

    private void begin(Node... working) {
        began = System.nanoTime();
        Stream.of(working).forEach(Node::work);
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    private void waitUntil(int second) {
        Await.until(Duration.ofSeconds(second + 5L), () -> seconds() >= second, () -> "time stands still");
    }

    private long sentBy(Node node) {
        return arrivals.stream().filter(arrival -> arrival.node() == node).count();
    }

    private void assertNoWindowAboveTheLimit() {
        var times = arrivals.stream().map(Arrival::seconds).sorted().toList();
        var above = IntStream.range(QUOTA.limit(), times.size())
                .filter(last -> times.get(last) - times.get(last - QUOTA.limit())
                        < QUOTA.window().toSeconds())
                .mapToObj(last -> "request " + last)
                .toList();
        assertThat(above).isEmpty();
    }

    /** Sends whenever it may, as long as it lives. */
    private final class Node {
        private final Database database = Await.result(new DatabaseStart(vertx, dbSettings).open());
        private final QuotaBudget budget = new QuotaBudget(
                new SharedQuota(database, QUOTA), Schedulers.computation(), who -> false, (who, wait) -> {});
        private final CompositeDisposable waiting = new CompositeDisposable();

        Node() {
            nodes.add(this);
        }

        void work() {
            for (int place = 0; place < AT_ONCE; place++) {
                waiting.add(budget.permit(CLIENT, PATH)
                        .doOnComplete(() -> arrivals.add(new Arrival(this, seconds())))
                        .repeat()
                        .subscribe());
            }
        }

        void die() {
            waiting.dispose();
        }
    }
}
