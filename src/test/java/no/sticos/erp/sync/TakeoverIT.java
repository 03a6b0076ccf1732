package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of the runs of nodes that go down, and of one that takes them down. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeoverIT {
    private final Database database;
    private final Firm firm;
    private final RunTable node;
    private final RunTable other;

    TakeoverIT(io.vertx.core.Vertx vertx) {
        this.database = Await.result(TestDatabase.open(new Vertx(vertx)));
        this.firm = new Firm(database);
        this.node = table("node");
        this.other = table("other");
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @BeforeEach
    void empty() {
        run("DELETE FROM gateway.checkpoints");
        run("DELETE FROM gateway.runs");
    }

    @Test
    void what_a_node_lost_goes_before_what_nobody_has_begun() {
        var lost = asked(Trigger.BULK);
        assertThat(taken(node, 1)).containsExactly(lost);
        asked(Trigger.CLICK);
        nodesGoDown();

        assertThat(taken(other, 1)).containsExactly(lost);
    }

    @Test
    void a_run_that_goes_down_with_every_node_is_given_up_and_others_go_on() {
        var poison = asked(Trigger.CLICK);
        for (int down = 0; down < 4; down++) {
            assertThat(taken(node, 1)).as("after %d nodes", down).containsExactly(poison);
            nodesGoDown();
        }
        var next = asked(Trigger.BULK);

        assertThat(taken(node, 2)).containsExactly(next);
        assertThat(lines("SELECT state || ' ' || cause || ' ' || cause_args[1] || ' ' || length(reference)"
                        + " FROM gateway.runs WHERE client_id = "
                        + poison))
                .containsExactly("FAILED nodeLost 4 7");
    }

    @Test
    void a_run_that_gets_further_between_nodes_that_go_down_is_not_given_up() {
        var lasting = asked(Trigger.BULK);
        run("INSERT INTO gateway.checkpoints (run_id, client_id, resource, next_doc, expected)"
                + " SELECT run_id, client_id, 'vouchers', 0, 1000 FROM gateway.runs");
        for (int down = 0; down < 12; down++) {
            assertThat(taken(node, 1)).as("after %d nodes", down).containsExactly(lasting);
            run("UPDATE gateway.checkpoints SET documents = documents + 10");
            nodesGoDown();
        }

        assertThat(lines("SELECT takeovers::text FROM gateway.runs")).containsExactly("1");
    }

    @Test
    void those_that_went_down_twice_are_tried_one_at_a_time_so_that_who_was_only_near_comes_through() {
        var three = List.of(asked(Trigger.CLICK), asked(Trigger.CLICK), asked(Trigger.CLICK));
        assertThat(taken(node, 6)).hasSize(3);
        nodesGoDown();
        assertThat(taken(node, 6)).as("the first time all at once").hasSize(3);
        nodesGoDown();

        var first = taken(node, 6);
        assertThat(first).hasSize(1);
        assertThat(taken(node, 6)).as("while the first is under way").isEmpty();
        assertThat(taken(other, 6)).as("another node has one too").hasSize(1).doesNotContainAnyElementsOf(first);
        end(first.get(0));
        assertThat(taken(node, 6)).hasSize(1).isSubsetOf(three).doesNotContainAnyElementsOf(first);
    }

    @Test
    void a_removal_is_never_given_up() {
        var client = firm.client();
        run("INSERT INTO gateway.runs (client_id, tenant_id, stage, removal_id, trigger, requested_by) VALUES ("
                + client + ", " + firm.tenant() + ", 'REMOVAL', 1, 'CLICK', 'test')");
        for (int down = 0; down < 8; down++) {
            assertThat(taken(node, 1)).as("after %d nodes", down).containsExactly(client);
            nodesGoDown();
        }
    }

    @Test
    void a_node_that_leaves_in_order_is_no_node_that_went_down() {
        asked(Trigger.CLICK);
        for (int left = 0; left < 8; left++) {
            var leases = Await.result(node.claim(1, 1));
            assertThat(leases).hasSize(1);
            assertThat(Await.result(node.release(leases))).isEqualTo(1);
        }

        assertThat(lines("SELECT takeovers::text FROM gateway.runs")).containsExactly("0");
    }

    @Test
    void nodes_whose_clocks_are_hours_apart_leave_each_others_runs_alone() {
        var early = new SyncNode(
                database, new MemoryErp(10).book(3), SyncNode.settings("early", Duration.ofMillis(5)), clock(-5));
        var late = new SyncNode(
                database, new MemoryErp(10).book(3), SyncNode.settings("late", Duration.ofMillis(5)), clock(5));
        var model = new ReadModel(database, asked(Trigger.CLICK));
        var beside = new ReadModel(database, asked(Trigger.CLICK));

        var working = early.work().subscribe();
        late.workUntil(() -> model.isAtRest() && beside.isAtRest(), model::run);
        working.dispose();

        assertThat(model.run()).isEqualTo("DONE");
        assertThat(beside.run()).isEqualTo("DONE");
        assertThat(lines("SELECT DISTINCT epoch || ' ' || takeovers FROM gateway.runs"))
                .as("nobody took over what another held")
                .containsExactly("1 0");
    }

    private static Clock clock(int hours) {
        return Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
    }

    private RunTable table(String name) {
        return new RunTable(database, new Generations(database), SyncNode.settings(name, SyncNode.NEVER));
    }

    @CanIgnoreReturnValue
    private ClientId asked(Trigger trigger) {
        var client = firm.client();
        new SyncNode(database, new MemoryErp(1), SyncNode.settings("asks", SyncNode.NEVER))
                .ask(firm.tenant(), client, trigger);
        return client;
    }

    private static List<ClientId> taken(RunTable by, int most) {
        return Await.result(by.claim(most, most)).stream().map(Lease::client).toList();
    }

    /** All of them: whoever holds a lease has lost it. */
    private void nodesGoDown() {
        run("UPDATE gateway.runs SET lease_until = now() - interval '1 s' WHERE state = 'RUNNING'");
    }

    private void end(ClientId client) {
        run("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE client_id = " + client);
    }

    private List<String> lines(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private void run(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql))).ignoreElement());
    }
}
