package no.sticos.erp.sync.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is due gets one run, within a bound, from whichever node looks; who cannot be fetched gets none. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DueClientsIT {
    private static final Schedule ALWAYS_NIGHT = new Schedule(null, Span.ofHours(7, 17), true, Span.ofHours(0, 0), 7);
    private static final Schedule BY_DAY = new Schedule(60, Span.ofHours(0, 0), false, Span.ofHours(0, 0), 7);
    private static final Schedule NEVER = new Schedule(null, Span.ofHours(7, 17), false, Span.ofHours(22, 5), 7);
    private static final Person KARI = new Person("kari", "Kari Fjordheim");

    private final Database database;
    private final DueClients due;

    DueClientsIT(io.vertx.core.Vertx core) {
        this.database = Await.result(TestDatabase.open(new Vertx(core)));
        this.due = due(ALWAYS_NIGHT, 500);
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
        crowd.run("UPDATE gateway.asking_rounds SET round_at = now(), behind_until = '-infinity'");
    }

    @Test
    void who_is_due_is_asked_for_once_and_has_a_next_slot() {
        var crowd = due(new Crowd(database, 30));

        assertThat(round(due)).isEqualTo(30);

        assertThat(crowd.open()).containsExactly("SETTINGS 30");
        assertThat(crowd.number("SELECT count(*) FROM gateway.dues WHERE due_at > now()"))
                .isEqualTo(30);
        assertThat(round(due)).isZero();
    }

    @Test
    void a_client_without_a_due_time_gets_its_first_slot_and_is_not_due_at_once() {
        var crowd = new Crowd(database, 30);

        assertThat(Await.result(due.make())).isEqualTo(30);

        assertThat(round(due)).isZero();
        assertThat(crowd.number("SELECT count(*) FROM gateway.dues WHERE due_at > now() AND night"))
                .isEqualTo(30);
    }

    @Test
    void who_is_off_or_not_signed_in_or_under_way_already_misses_its_slot() {
        var crowd = due(new Crowd(database, 5));
        crowd.run("UPDATE gateway.clients SET active = false WHERE name = 'Klient 1'");
        crowd.run(grants("state = 'ENDED', ended_at = now()", "Klient 2"));
        crowd.run(grants("api_active = false", "Klient 3"));
        crowd.run("INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by)"
                + " SELECT client_id, tenant_id, 'ALL', 'CLICK', 'test' FROM gateway.clients WHERE name = 'Klient 4'");

        assertThat(round(due)).isEqualTo(5);

        assertThat(crowd.lines("SELECT c.name || ' ' || r.trigger FROM gateway.runs r JOIN gateway.clients c USING"
                        + " (client_id) ORDER BY 1"))
                .containsExactly("Klient 4 CLICK", "Klient 5 SCHEDULE");
        assertThat(crowd.number("SELECT count(*) FROM gateway.dues WHERE due_at > now()"))
                .isEqualTo(5);
    }

    @Test
    void at_night_changes_are_read_and_everything_by_those_whose_turn_has_come_until_they_were_read_whole() {
        var crowd = due(new Crowd(database, 200).withBooks("30 days"));

        look(due);

        // Without an end to the night everybody's turn of the last seven nights is due.
        assertThat(crowd.open()).containsExactly("ALL 200");

        crowd.endRuns();
        makeDue(crowd);
        look(due);
        assertThat(crowd.open()).containsExactly("CHANGES 200");

        crowd.endRuns();
        crowd.run("UPDATE gateway.runs SET requested_at = requested_at - interval '1 day' WHERE stage = 'ALL'");
        makeDue(crowd);
        look(due);
        // Tonight's seventh.
        long turns = crowd.number("SELECT count(*) FROM gateway.runs WHERE stage = 'ALL' AND ended_at IS NULL");
        assertThat(turns).isBetween(12L, 48L);
        assertThat(crowd.open()).containsExactly("ALL " + turns, "CHANGES " + (200 - turns));
    }

    @Test
    void a_reconciliation_that_failed_is_tried_the_next_night() {
        var crowd = due(new Crowd(database, 10).withBooks("30 days"));
        look(due);
        crowd.run("UPDATE gateway.runs SET state = 'FAILED', ended_at = now() WHERE ended_at IS NULL");

        makeDue(crowd);
        look(due);

        assertThat(crowd.open()).containsExactly("ALL 10");
    }

    @Test
    void by_day_only_changes_are_read() {
        var crowd = new Crowd(database, 10).withBooks("30 days");
        var daily = due(BY_DAY, 500);
        Await.done(daily.make().ignoreElement());
        crowd.run("UPDATE gateway.dues SET due_at = now() - interval '1 second'");

        look(daily);

        assertThat(crowd.open()).containsExactly("CHANGES 10");
    }

    @Test
    void the_queue_never_holds_more_than_the_bound_whoever_looks() {
        var crowd = due(new Crowd(database, 300));
        var bounded = due(ALWAYS_NIGHT, 100);

        Await.done(Flowable.range(1, 12)
                .flatMapSingle(node -> bounded.batch().subscribeOn(Schedulers.io()), false, 12)
                .ignoreElements());
        assertThat(round(bounded)).isNotNegative();

        assertThat(crowd.open()).containsExactly("SETTINGS 100");
        crowd.endRuns();
        look(bounded);
        assertThat(crowd.open()).containsExactly("SETTINGS 100");
        assertThat(crowd.number("SELECT count(*) FROM gateway.dues WHERE due_at <= now()"))
                .isEqualTo(100);
    }

    @Test
    void after_an_outage_missed_slots_are_one_and_late_clients_are_spread() {
        var crowd = due(new Crowd(database, 200));
        crowd.run("UPDATE gateway.dues SET due_at = now() - interval '3 days'");
        crowd.run("UPDATE gateway.asking_rounds SET round_at = now() - interval '3 days'");

        assertThat(round(due)).isEqualTo(200);

        assertThat(crowd.open()).isEmpty();
        assertThat(crowd.number("SELECT count(*) FROM gateway.dues WHERE due_at > now() + interval '1 hour'"))
                .isZero();
        assertThat(crowd.number("SELECT count(DISTINCT due_at) FROM gateway.dues WHERE due_at > now()"))
                .isEqualTo(200);
        assertThat(crowd.number("SELECT count(*) FROM gateway.dues WHERE due_at < now() + interval '30 min'"))
                .isBetween(70L, 130L);

        // An hour later.
        crowd.run("UPDATE gateway.asking_rounds SET behind_until = behind_until - interval '1 hour'");
        crowd.run("UPDATE gateway.dues SET due_at = due_at - interval '1 hour'");
        look(due);
        assertThat(crowd.open()).containsExactly("SETTINGS 200");
        crowd.endRuns();
        assertThat(round(due)).isZero();
    }

    @Test
    void a_full_queue_is_no_outage() {
        var crowd = due(new Crowd(database, 120));
        crowd.run("UPDATE gateway.dues SET due_at = now() - interval '2 hours'");
        var bounded = due(ALWAYS_NIGHT, 100);
        look(bounded);
        crowd.endRuns();

        look(bounded);

        assertThat(crowd.open()).containsExactly("SETTINGS 20");
    }

    @Test
    void a_client_s_own_wish_goes_before_its_firm_s_and_the_firm_s_before_the_usual_one() {
        var crowd = due(new Crowd(database, 3));
        var schedules = new Schedules(database, ALWAYS_NIGHT);
        var tenant = crowd.firm().tenant();
        var client = Await.result(new Clients(database)
                .find(tenant, new ClientId(crowd.number("SELECT min(client_id) FROM gateway.clients"))));
        Await.done(schedules.choose(client, BY_DAY, KARI));
        Await.done(schedules.choose(tenant, NEVER, KARI));

        assertThat(Await.result(schedules.of(tenant))).isEqualTo(NEVER);
        assertThat(Await.result(schedules.of(tenant, client.id()))).isEqualTo(BY_DAY);
        assertThat(Await.result(schedules.next(tenant, client.id()).toSingle()))
                .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(3605));
        assertThat(crowd.lines("SELECT due_at IS NULL FROM gateway.dues ORDER BY client_id"))
                .containsExactly("false", "true", "true");

        Await.done(schedules.choose(client, null, KARI));
        assertThat(Await.result(schedules.of(tenant, client.id()))).isEqualTo(NEVER);
        assertThat(Await.result(schedules.next(tenant, client.id()).isEmpty())).isTrue();
        assertThat(crowd.lines(
                        "SELECT action || ' ' || actor_name FROM gateway.audit_lines WHERE tenant_id = " + tenant))
                .containsExactly(
                        "schedule_changed Kari Fjordheim",
                        "schedule_changed Kari Fjordheim",
                        "schedule_changed Kari Fjordheim");
    }

    /** All of the crowd are due, a second late. */
    private Crowd due(Crowd crowd) {
        makeDue(crowd);
        return crowd;
    }

    private void makeDue(Crowd crowd) {
        Await.done(due.make().ignoreElement());
        crowd.run("UPDATE gateway.dues SET due_at = now() - interval '1 second', night = true");
    }

    private DueClients due(Schedule usual, int mostOpen) {
        return new DueClients(database, ScheduleSettings.of(usual, mostOpen, Duration.ofHours(1)));
    }

    private static void look(DueClients due) {
        assertThat(round(due)).isPositive();
    }

    /** Looks until there is nothing to do; gives how many clients were looked at. */
    private static int round(DueClients due) {
        int all = 0;
        int found;
        do {
            found = Await.result(due.batch());
            all += found;
        } while (found > 0);
        return all;
    }

    private static String grants(String set, String name) {
        return "UPDATE gateway.grants g SET " + set + " FROM gateway.clients c WHERE c.client_id = g.client_id"
                + " AND c.name = '" + name + "'";
    }
}
