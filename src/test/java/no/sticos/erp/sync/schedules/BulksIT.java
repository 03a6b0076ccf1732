package no.sticos.erp.sync.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.sync.Reading;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A round reaches everybody once, in bounded batches, and can be paused, stopped and gone on with by any node. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulksIT {
    private static final Person KARI = new Person("kari", "Kari Fjordheim");
    private static final RequestCosts.Budget BUDGET = new RequestCosts.Budget(600);
    private static final Schedule USUAL = new Schedule(null, Span.ofHours(7, 17), true, Span.ofHours(22, 5), 7);

    private final Database database;
    private final Bulks bulks;
    private final OperatorBulks everybody;
    private final BulkMembers members;

    BulksIT(io.vertx.core.Vertx core) {
        this.database = Await.result(TestDatabase.open(new Vertx(core)));
        this.bulks = new Bulks(database, BUDGET);
        this.everybody = new OperatorBulks(database, BUDGET, "drift");
        this.members = members();
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @BeforeEach
    void empty() {
        var crowd = new Crowd(database, 0);
        crowd.run("DELETE FROM gateway.runs");
        crowd.run("DELETE FROM gateway.clients");
        crowd.run("UPDATE gateway.bulks SET ended_at = now() WHERE ended_at IS NULL");
    }

    @Test
    void a_round_reaches_everybody_once_never_more_than_the_bound_at_a_time() {
        var crowd = new Crowd(database, 250).withBooks("1 day");
        var tenant = crowd.firm().tenant();
        assertThat(Await.result(bulks.reached(tenant))).isEqualTo(250);
        assertThat(Await.result(bulks.start(tenant, KARI)).counts()).isEqualTo(new Bulk.Counts(250, 0, 0, 0, 0));

        look();
        assertThat(crowd.open()).containsExactly("CHANGES 100");
        assertThat(newest(crowd).counts()).isEqualTo(new Bulk.Counts(250, 0, 0, 0, 100));
        crowd.endRuns();
        look();
        assertThat(newest(crowd).counts()).isEqualTo(new Bulk.Counts(250, 100, 0, 0, 100));
        crowd.endRuns();
        look();
        crowd.endRuns();
        look();

        var ended = newest(crowd);
        assertThat(ended.counts()).isEqualTo(new Bulk.Counts(250, 250, 0, 0, 0));
        assertThat(ended.isOpen()).isFalse();
        assertThat(ended.stoppedBy()).isNull();
        assertThat(crowd.lines("SELECT requested_by || ' ' || count(*) FROM gateway.runs WHERE trigger = 'BULK'"
                        + " GROUP BY requested_by"))
                .containsExactly("Kari Fjordheim 250");
    }

    @Test
    void a_round_that_is_asked_for_twice_is_one_and_is_told_once() {
        var crowd = new Crowd(database, 3);
        var tenant = crowd.firm().tenant();

        var first = Await.result(bulks.start(tenant, KARI));
        assertThat(Await.result(bulks.start(tenant, KARI)).id()).isEqualTo(first.id());

        assertThat(crowd.number("SELECT count(*) FROM gateway.bulk_members WHERE bulk_id = " + first.id()))
                .isEqualTo(3);
        assertThat(crowd.lines("SELECT action FROM gateway.audit_lines WHERE tenant_id = " + tenant))
                .containsExactly("bulk_started");
    }

    @Test
    void a_paused_round_asks_for_nobody_and_goes_on_where_it_was() {
        var crowd = new Crowd(database, 250).withBooks("1 day");
        var tenant = crowd.firm().tenant();
        var bulk = Await.result(bulks.start(tenant, KARI)).id();
        look();

        Await.done(bulks.pause(tenant, bulk, KARI));
        assertThat(newest(crowd).isPaused()).isTrue();
        crowd.endRuns();
        look();
        look();
        assertThat(crowd.open()).isEmpty();
        assertThat(newest(crowd).counts()).isEqualTo(new Bulk.Counts(250, 100, 0, 0, 0));

        Await.done(bulks.resume(tenant, bulk, KARI));
        assertThat(newest(crowd).isPaused()).isFalse();
        // Another node, that knows nothing of the round's beginning.
        Await.done(members().batch().ignoreElement());
        assertThat(newest(crowd).counts()).isEqualTo(new Bulk.Counts(250, 100, 0, 0, 100));
    }

    @Test
    void a_stopped_round_leaves_whose_turn_had_not_come_and_what_runs_goes_on() {
        var crowd = new Crowd(database, 250).withBooks("1 day");
        var tenant = crowd.firm().tenant();
        var bulk = Await.result(bulks.start(tenant, KARI)).id();
        look();

        Await.done(bulks.stop(tenant, bulk, KARI));
        var stopped = newest(crowd);
        look();

        assertThat(stopped.isOpen()).isFalse();
        assertThat(stopped.stoppedBy()).isEqualTo("Kari Fjordheim");
        assertThat(crowd.open()).containsExactly("CHANGES 100");

        crowd.endRuns();
        look();
        assertThat(crowd.open()).isEmpty();
        assertThat(newest(crowd).counts()).isEqualTo(new Bulk.Counts(250, 100, 0, 0, 0));
        assertThat(Await.result(bulks.start(tenant, KARI)).id()).isNotEqualTo(bulk);
    }

    @Test
    void who_lost_its_sign_in_meanwhile_is_skipped_and_a_failure_is_counted() {
        var crowd = new Crowd(database, 4).withBooks("1 day");
        var all = Await.result(everybody.start(null, Reading.CHANGES));
        assertThat(all.counts().all()).isEqualTo(4);
        assertThat(Await.result(everybody.start(null, Reading.CHANGES)).id()).isEqualTo(all.id());
        crowd.run("UPDATE gateway.grants SET state = 'ENDED', ended_at = now() WHERE client_id ="
                + " (SELECT client_id FROM gateway.clients WHERE name = 'Klient 1')");
        look();
        crowd.run("UPDATE gateway.runs SET state = 'FAILED', ended_at = now() WHERE ended_at IS NULL AND client_id ="
                + " (SELECT client_id FROM gateway.clients WHERE name = 'Klient 2')");
        crowd.endRuns();
        look();

        var ended = Await.result(everybody.newest(null).toSingle());
        assertThat(ended.counts()).isEqualTo(new Bulk.Counts(4, 2, 1, 1, 0));
        assertThat(ended.isOpen()).isFalse();
        assertThat(Await.result(bulks.newest(crowd.firm().tenant()).isEmpty()))
                .as("a firm does not see the round over all firms")
                .isTrue();
    }

    @Test
    void a_first_load_is_over_when_its_last_stage_is() {
        var crowd = new Crowd(database, 1);
        Await.done(bulks.start(crowd.firm().tenant(), KARI).ignoreElement());
        look();
        assertThat(crowd.open()).containsExactly("SETTINGS 1");

        crowd.run(
                "WITH ended AS (UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE ended_at IS NULL RETURNING *)"
                        + " SELECT 1 FROM ended");
        crowd.run("INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, requested_at)"
                + " SELECT client_id, tenant_id, 'CURRENT', trigger, requested_by, requested_at FROM gateway.runs"
                + " WHERE trigger = 'BULK'");
        look();
        assertThat(newest(crowd).counts()).isEqualTo(new Bulk.Counts(1, 0, 0, 0, 1));

        crowd.endRuns();
        look();
        assertThat(newest(crowd).counts()).isEqualTo(new Bulk.Counts(1, 1, 0, 0, 0));
    }

    @Test
    void who_is_being_fetched_is_joined_but_read_whole_afterwards_if_everything_is_wanted() {
        var crowd = new Crowd(database, 2).withBooks("1 day");
        crowd.run(
                "INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by)"
                        + " SELECT client_id, tenant_id, 'CHANGES', 'SCHEDULE', 'schedule' FROM gateway.clients WHERE name = 'Klient 1'");
        Await.done(bulks.start(crowd.firm().tenant(), KARI).ignoreElement());
        Await.done(everybody.start(null, Reading.WHOLE).ignoreElement());

        look();

        assertThat(crowd.open()).containsExactly("ALL 1", "CHANGES 1");
        assertThat(newest(crowd).counts().underWay()).isEqualTo(2);
        crowd.endRuns();
        look();
        assertThat(newest(crowd).isOpen()).isFalse();
        assertThat(crowd.open()).containsExactly("ALL 1");
    }

    @Test
    void rounds_of_several_firms_take_turns() {
        var first = new Crowd(database, 150).withBooks("1 day");
        var second = new Crowd(database, 150).withBooks("1 day");
        Await.done(bulks.start(first.firm().tenant(), KARI).ignoreElement());
        Await.done(bulks.start(second.firm().tenant(), KARI).ignoreElement());

        look();

        assertThat(first.open()).containsExactly("CHANGES 50");
        assertThat(second.open()).containsExactly("CHANGES 50");
    }

    @Test
    void the_bound_holds_however_many_nodes_look_at_once() {
        var crowd = new Crowd(database, 300).withBooks("1 day");
        Await.done(bulks.start(crowd.firm().tenant(), KARI).ignoreElement());

        Await.done(Flowable.range(1, 12)
                .flatMapSingle(node -> members.batch().subscribeOn(Schedulers.io()), false, 12)
                .ignoreElements());
        look();

        assertThat(crowd.open()).containsExactly("CHANGES 100");
        assertThat(newest(crowd).counts()).isEqualTo(new Bulk.Counts(300, 0, 0, 0, 100));
    }

    @Test
    void the_time_left_follows_the_pace() {
        var crowd = new Crowd(database, 200).withBooks("1 day");
        Await.done(bulks.start(crowd.firm().tenant(), KARI).ignoreElement());
        look();
        // Before anything is measured the budget tells: 200 clients, two requests each on the path asked most.
        assertThat(newest(crowd).pace().timeLeft()).contains(Duration.ofSeconds(40));

        crowd.run("UPDATE gateway.bulks SET asked_at = asked_at - interval '5 minutes' WHERE ended_at IS NULL");
        crowd.endRuns();
        look();

        assertThat(newest(crowd).pace().timeLeft().orElseThrow())
                .isBetween(Duration.ofSeconds(295), Duration.ofSeconds(330));
    }

    private Bulk newest(Crowd crowd) {
        return Await.result(bulks.newest(crowd.firm().tenant()).toSingle());
    }

    private BulkMembers members() {
        return new BulkMembers(database, ScheduleSettings.of(USUAL, 100, Duration.ofHours(1)));
    }

    private void look() {
        Await.done(members.batch().repeat(5).ignoreElements());
    }
}
