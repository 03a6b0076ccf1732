package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import no.sticos.erp.connect.Revoking;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Notifications;
import no.sticos.erp.db.Sql;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
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
    private final DbSettings dbSettings = TestDatabase.empty();
    private final Database database;
    private final Generations generations;
    private final RunTable table;
    private final Firm firm;
    private final Firm other;

    QueueIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        this.database = Await.result(new DatabaseStart(this.vertx, dbSettings).open());
        this.generations = new Generations(database, new Outbox());
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
        run("UPDATE gateway.runs SET requested_at = now() - interval '51 minutes' WHERE trigger = 'BULK'");

        assertThat(places(firm, click, bulk)).containsExactly(2, 1);
        assertThat(claimed()).containsExactly(bulk, click);
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
        for (var next = Await.result(table.claim(1)); !next.isEmpty(); next = Await.result(table.claim(1))) {
            order.add(next.get(0).client());
        }
        return order;
    }

    private void run(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql))).ignoreElement());
    }
}
