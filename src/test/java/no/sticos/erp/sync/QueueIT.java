package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import no.sticos.erp.connect.Revoking;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Notifications;
import no.sticos.erp.db.Sql;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.ConnectedFirm;
import no.sticos.erp.testing.FakeSignIn;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose turn it is, what the page says of it, and how soon a click is heard. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueIT {
    private static final SyncSettings SETTINGS = SyncNode.settings("queue", SyncNode.NEVER);

    private final Vertx vertx;
    private final DbSettings dbSettings = TestDatabase.migrated();
    private final Database database;
    private final Generations generations;
    private final RunTable table;
    private final Firm firm;
    private final Firm other;

    QueueIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        this.database = Await.result(new DatabaseStart(this.vertx, dbSettings).open());
        this.generations = new Generations(database);
        this.table = new RunTable(database, generations, SETTINGS);
        this.firm = new Firm(database);
        this.other = new Firm(database);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @BeforeEach
    void empty() {
        run("DELETE FROM gateway.runs");
    }

    @Test
    void a_click_goes_before_a_schedule_before_the_bulk_and_the_page_shows_that_place() {
        var bulk = asked(firm, Trigger.BULK);
        var schedule = asked(firm, Trigger.SCHEDULE);
        var click = asked(firm, Trigger.CLICK);

        assertThat(places(firm, click, schedule, bulk)).containsExactly(1, 2, 3);
        assertThat(claimed()).containsExactly(click, schedule, bulk);
    }

    @Test
    void firms_take_turns_within_a_rank() {
        var first = asked(firm, Trigger.BULK);
        var second = asked(firm, Trigger.BULK);
        var third = asked(firm, Trigger.BULK);
        var guest = asked(other, Trigger.BULK);

        assertThat(places(firm, first, second, third)).containsExactly(1, 3, 4);
        assertThat(places(other, guest)).containsExactly(2);
        assertThat(claimed()).containsExactly(first, guest, second, third);
    }

    @Test
    void who_has_waited_long_goes_before_who_has_just_come() {
        var click = asked(firm, Trigger.CLICK);
        var bulk = asked(firm, Trigger.BULK);
        assertThat(places(firm, click, bulk)).containsExactly(1, 2);
        run("UPDATE gateway.runs SET ripe_at = ripe_at - interval '41 minutes' WHERE trigger = 'BULK'");

        assertThat(places(firm, click, bulk)).containsExactly(2, 1);
        assertThat(claimed()).containsExactly(bulk, click);
    }

    @Test
    void a_firm_with_thousands_does_not_keep_one_with_three_waiting() {
        for (int run = 0; run < 60; run++) {
            asked(firm, Trigger.BULK);
        }
        assertThat(taken(20, 0)).hasSize(20);
        var guests = List.of(asked(other, Trigger.BULK), asked(other, Trigger.BULK), asked(other, Trigger.BULK));

        assertThat(clients(taken(6, 0))).containsAll(guests);
    }

    @Test
    void who_was_away_gets_no_more_than_the_others_for_it() {
        for (int run = 0; run < 30; run++) {
            asked(firm, Trigger.BULK);
        }
        assertThat(taken(20, 0)).hasSize(20);
        for (int run = 0; run < 30; run++) {
            asked(other, Trigger.BULK);
        }

        var next = taken(10, 0);

        assertThat(tenants(next)).containsEntry(firm.tenant(), 5L).containsEntry(other.tenant(), 5L);
    }

    @Test
    void however_many_have_waited_long_a_click_finds_a_place_and_however_many_click_so_do_they() {
        for (int run = 0; run < 8; run++) {
            asked(firm, Trigger.BULK);
            asked(other, Trigger.CLICK);
        }
        run("UPDATE gateway.runs SET ripe_at = now() - interval '1 hour' WHERE trigger = 'BULK'");

        assertThat(tenants(taken(4, 1))).containsEntry(firm.tenant(), 1L).containsEntry(other.tenant(), 3L);
    }

    @Test
    void a_firms_runs_ripen_one_by_one() {
        asked(firm, Trigger.BULK);
        asked(firm, Trigger.BULK);
        asked(other, Trigger.BULK);

        assertThat(
                        lines(
                                "SELECT (tenant_id = " + firm.tenant().value()
                                        + ") || ' ' || extract(epoch FROM ripe_at - requested_at)::int FROM gateway.runs ORDER BY run_id"))
                .containsExactly("true 2400", "true 2410", "false 2400");
    }

    @Test
    void a_person_who_clicks_on_what_the_night_asked_for_gets_a_clicks_place() {
        for (int run = 0; run < 5; run++) {
            asked(firm, Trigger.BULK);
        }
        var wanted = asked(firm, Trigger.BULK);
        var clicked = asked(other, Trigger.CLICK);

        boolean made = Await.result(
                database.forGateway(tx -> table.enqueue(tx, firm.tenant(), wanted, Trigger.CLICK, "a person")));
        assertThat(made).isFalse();

        assertThat(places(firm, wanted)).as("asked for before the other").containsExactly(1);
        assertThat(clients(taken(2, 0))).containsExactlyInAnyOrder(clicked, wanted);
    }

    @Test
    void a_pause_that_is_over_ends_with_a_place_in_front() {
        var paused = asked(firm, Trigger.BULK);
        run("UPDATE gateway.runs SET not_before = now() + interval '700 milliseconds'");
        for (int run = 0; run < 3; run++) {
            asked(firm, Trigger.BULK);
        }
        assertThat(clients(taken(2, 0))).hasSize(2).doesNotContain(paused);
        Await.pause(Duration.ofMillis(800));

        assertThat(clients(taken(1, 0))).containsExactly(paused);
    }

    @Test
    void the_rest_of_a_large_clients_books_comes_after_what_others_need_first() {
        var large = asked(firm, Trigger.CLICK);
        var lease = Await.result(table.claim(1, 1)).get(0);
        var small = asked(firm, Trigger.CLICK);
        run("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE state = 'RUNNING'");
        Await.done(database.forGateway(tx -> table.follow(tx, lease, Stage.REST).toSingleDefault(lease))
                .ignoreElement());

        assertThat(claimed()).containsExactly(small, large);
    }

    @Test
    void a_run_in_its_pause_is_last_and_nobody_takes_it() {
        var paused = asked(firm, Trigger.CLICK);
        run("UPDATE gateway.runs SET not_before = now() + interval '1 hour'");
        var bulk = asked(firm, Trigger.BULK);

        assertThat(places(firm, bulk, paused)).containsExactly(1, 2);
        assertThat(claimed()).containsExactly(bulk);
    }

    @Test
    void a_run_that_its_node_has_lost_keeps_its_rank() {
        var lost = asked(firm, Trigger.CLICK);
        assertThat(claimed()).containsExactly(lost);
        var bulk = asked(firm, Trigger.BULK);
        run("UPDATE gateway.runs SET lease_until = now() - interval '1 s' WHERE state = 'RUNNING'");

        assertThat(places(firm, bulk)).containsExactly(2);
        assertThat(claimed()).containsExactly(lost, bulk);
    }

    @Test
    void a_click_starts_a_run_without_waiting_for_the_poll() {
        var notifications = new Notifications(vertx, dbSettings).on("runs");
        var node = Await.result(vertx.rxDeployVerticle(verticle(notifications)));
        for (int generation = 1; generation <= 3; generation++) {
            var client = asked(firm, Trigger.CLICK);
            var model = new ReadModel(database, client);
            Await.until(Duration.ofSeconds(10), model::isAtRest, model::run);
            assertThat(model.generation()).isEqualTo(3);
            // The node looks once more when a run ends; the next click comes after that.
            Await.pause(Duration.ofMillis(200));
        }
        Await.done(vertx.rxUndeploy(node));
    }

    @Test
    void notifications_that_end_leave_the_poll() {
        var settings = SyncNode.settings("deaf", Duration.ofMillis(20));
        var node = Await.result(
                vertx.rxDeployVerticle(verticle(Flowable.error(new IllegalStateException("planned")), settings)));
        var model = new ReadModel(database, asked(firm, Trigger.CLICK));

        Await.until(Duration.ofSeconds(10), model::isAtRest, model::run);

        assertThat(model.generation()).isEqualTo(3);
        Await.done(vertx.rxUndeploy(node));
    }

    private SyncVerticle verticle(Flowable<String> notifications) {
        return verticle(notifications, SETTINGS);
    }

    private SyncVerticle verticle(Flowable<String> notifications, SyncSettings settings) {
        var books = new SyncVerticle.Books(database, generations);
        var consents = new Consents() {
            @Override
            public Completable worked(ClientId client) {
                return Completable.complete();
            }

            @Override
            public Completable refused(ClientId client, Cause cause) {
                return Completable.error(new AssertionError(cause));
            }
        };
        var runs = new RunTable(database, generations, settings);
        var revoking = new Revoking(database, new FakeSignIn(true), ConnectedFirm.CIPHER, Schedulers.computation());
        var removal = new RemovalRun(database, runs, new Outbox(), revoking, RemovalSettings.DEFAULT);
        return new SyncVerticle(
                new MemoryErp(10).book(3), books, runs, removal, consents, notifications, settings, Watch.NOBODY);
    }

    @CanIgnoreReturnValue
    private ClientId asked(Firm by, Trigger trigger) {
        var client = by.client();
        new SyncNode(database, new MemoryErp(1), SETTINGS).ask(by.tenant(), client, trigger);
        return client;
    }

    private List<Integer> places(Firm of, ClientId... clients) {
        var places = new ArrayList<Integer>();
        for (var client : clients) {
            var run = Await.result(new ClientOverview(database).find(of.tenant(), client))
                    .run();
            places.add(Objects.requireNonNull(run).queuePlace());
        }
        return places;
    }

    private List<ClientId> claimed() {
        var order = new ArrayList<ClientId>();
        for (var next = Await.result(table.claim(1, 1)); !next.isEmpty(); next = Await.result(table.claim(1, 1))) {
            order.add(next.get(0).client());
        }
        return order;
    }

    private List<Lease> taken(int most, int ripe) {
        return Await.result(table.claim(most, ripe));
    }

    private static List<ClientId> clients(List<Lease> leases) {
        return leases.stream().map(Lease::client).toList();
    }

    private static Map<TenantId, Long> tenants(List<Lease> leases) {
        return leases.stream().collect(Collectors.groupingBy(Lease::tenant, Collectors.counting()));
    }

    private List<String> lines(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private void run(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql))).ignoreElement());
    }
}
