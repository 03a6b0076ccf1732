package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.Revoking;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.events.ClientEvents;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Checkpoints;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.sync.schedules.Bulks;
import no.sticos.erp.sync.schedules.DueClients;
import no.sticos.erp.sync.schedules.RequestCosts;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.sync.schedules.ScheduleSettings;
import no.sticos.erp.sync.schedules.Schedules;
import no.sticos.erp.sync.schedules.Span;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.ConnectedFirm;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.MortalDatabase;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slett kontoer, Slett and Slett system: what goes, what stays, and what any interruption changes (nothing). */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovalIT {
    private static final Person KARI = new Person("kari", "Kari Fjordheim");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final SyncSettings SYNC = new SyncSettings(
            "test",
            4,
            8,
            Duration.ofMillis(150),
            Duration.ofMillis(10),
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            Duration.ofSeconds(1),
            3);

    /** Tables whose rows of a removed client stay: its last event, its receipt, the trail, the run that removed it. */
    private static final List<String> STAY =
            List.of("audit_lines", "event_streams", "events", "removed_clients", "runs", "subscriptions");

    /** Tables with a client's id that are no books: emptied by their own owners. */
    private static final List<String> NO_BOOKS = List.of(
            "alerts",
            "books",
            "bulk_members",
            "clients",
            "connect_entries",
            "dues",
            "grants",
            "held_consents",
            "schedules",
            "sign_in_flows");

    private final Database database;
    private ConnectedFirm firm;
    private MemoryErp erp;

    RemovalIT(io.vertx.core.Vertx vertx) {
        this.database = Await.result(TestDatabase.open(new Vertx(vertx)));
        this.firm = new ConnectedFirm(database);
        this.erp = new MemoryErp(10);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @BeforeEach
    void a_firm_of_its_own() {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", "DELETE FROM gateway.runs")))
                .ignoreElement());
        firm = new ConnectedFirm(database);
        erp = new MemoryErp(10).book(14);
    }

    @Test
    void a_removed_client_leaves_nothing_but_its_receipt() {
        var client = fetched("Bergljot AS");
        var other = fetched("Annen AS");
        schedule(client);
        assertThat(rows(client.id())).containsKeys("schedules", "dues", "bulk_members");
        var before = rows(other.id());
        var preview = Await.result(removals(Duration.ZERO).preview(client));

        long number = Await.result(removals(Duration.ZERO).ask(client, integration(), false, KARI));
        new Node(database).work();

        assertThat(rows(client.id()).keySet()).isSubsetOf(STAY);
        assertThat(rows(other.id())).isEqualTo(before);
        assertThat(events(client)).endsWith("removed 3 0");
        assertThat(firm.signIn().revoked()).containsExactly(firm.refreshToken("Bergljot AS"));
        var receipt = receipt(number);
        assertThat(receipt.removed()).isEqualTo(preview).containsKeys("vouchers", "voucher_rows", "documents");
        assertThat(receipt.endedAt()).isNotNull();
        var part = receipt.parts().get(0);
        assertThat(part.rowsLeft()).isZero();
        assertThat(part.revoked()).isEqualTo(Removal.Revocation.DONE);
        assertThat(part.name()).isEqualTo("Bergljot AS");
    }

    @Test
    void products_are_told_that_a_client_is_gone_if_they_were_told_of_it_at_all_and_of_books_only_if_there_were_any() {
        var known = firm.connect("Kjent AS");
        var unknown = firm.connect("Ukjent AS");
        var news = new ClientEvents(new Outbox());
        Await.done(database.forGateway(
                        tx -> news.activated(tx, known.tenant(), known.id()).toSingleDefault(true))
                .ignoreElement());

        var figures = Await.result(removals(Duration.ZERO).ask(known, integration(), true, KARI));
        new Node(database).work();
        assertThat(receipt(figures).endedAt()).isNotNull();
        assertThat(events(known)).containsExactly("activated 0 0");

        var gone = Await.result(removals(Duration.ZERO).ask(known, integration(), false, KARI));
        var untold = Await.result(removals(Duration.ZERO).ask(unknown, integration(), false, KARI));
        new Node(database).work();
        assertThat(receipt(gone).endedAt()).isNotNull();
        assertThat(receipt(untold).endedAt()).isNotNull();
        assertThat(events(known)).containsExactly("activated 0 0", "removed 0 0");
        assertThat(events(unknown)).isEmpty();
    }

    @Test
    void every_table_that_holds_rows_of_a_client_is_emptied_by_somebody() {
        var tables = strings("SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t"
                + " USING (table_schema, table_name) WHERE c.table_schema = 'gateway' AND c.column_name = 'client_id'"
                + " AND t.table_type = 'BASE TABLE'");
        var emptied = strings("SELECT c.relname FROM unnest(gateway.tables_of_books()) t JOIN pg_class c ON c.oid = t");

        tables.removeAll(STAY);
        tables.removeAll(NO_BOOKS);
        assertThat(tables).isNotEmpty().containsExactlyInAnyOrderElementsOf(emptied);
    }

    @Test
    void removed_figures_leave_the_client_and_its_consent_and_come_again_under_new_numbers() {
        var client = fetched("Bergljot AS");

        long number = Await.result(removals(Duration.ZERO).ask(client, integration(), true, KARI));
        new Node(database).work();

        assertThat(Await.result(removals(Duration.ZERO).preview(client))).isEmpty();
        assertThat(firm.signIn().revoked()).isEmpty();
        assertThat(receipt(number).parts().get(0).revoked()).isEqualTo(Removal.Revocation.KEPT);
        assertThat(Await.result(new Clients(database).find(firm.tenant(), client.id()))
                        .active())
                .isTrue();

        assertThat(new Node(database).fetch(client)).isGreaterThan(3);
        assertThat(events(client)).endsWith("books_removed 3 0", "generation 0 4");
    }

    @Test
    void what_runs_is_stopped_within_a_page() {
        var client = firm.connect("Bergljot AS");
        var node = new Node(database);
        var lease = node.leased(client);

        Await.done(removals(TEN_MINUTES).ask(client, integration(), true, KARI).ignoreElement());

        assertThatThrownBy(() ->
                        Await.result(new Checkpoints(database).open(client.id(), lease.fence(), Resource.FISCAL_YEARS)))
                .matches(error -> Fault.is(error, Cause.FENCED));
        assertThat(state(client)).isEqualTo("DELETING");
    }

    @Test
    void until_it_starts_it_can_be_undone_and_nothing_was_touched() {
        var client = fetched("Bergljot AS");
        var before = rows(client.id());
        var removals = removals(TEN_MINUTES);
        long number = Await.result(removals.ask(client, integration(), false, KARI));
        assertThat(Await.result(new Node(database).table.claim(5, 5))).isEmpty();

        Await.done(removals.undo(firm.tenant(), number, KARI));

        assertThat(state(client)).isEqualTo("QUEUED");
        assertThat(rows(client.id()).get("vouchers")).isEqualTo(before.get("vouchers"));
        assertThat(receipt(number).undoneBy()).isEqualTo(KARI.name());
    }

    @Test
    void a_removal_that_has_started_and_another_firms_cannot_be_undone() {
        var client = fetched("Bergljot AS");
        var removals = removals(Duration.ZERO);
        long number = Await.result(removals.ask(client, integration(), true, KARI));

        assertThatThrownBy(() -> Await.done(removals.undo(firm.tenant(), number, KARI)))
                .matches(error -> Fault.is(error, Cause.REMOVAL_STARTED));
        var stranger = new ConnectedFirm(database).tenant();
        assertThatThrownBy(() -> Await.done(removals.undo(stranger, number, KARI)))
                .matches(error -> Fault.is(error, Cause.NOT_FOUND));
        assertThatThrownBy(() -> Await.result(removals.receipt(stranger, number)))
                .matches(error -> Fault.is(error, Cause.NOT_FOUND));
    }

    @Test
    void asking_twice_is_one_removal_and_asking_for_more_replaces_it() {
        var client = fetched("Bergljot AS");
        var removals = removals(TEN_MINUTES);

        long first = Await.result(removals.ask(client, integration(), true, KARI));
        long again = Await.result(removals.ask(client, integration(), true, KARI));
        long more = Await.result(removals.ask(client, integration(), false, KARI));

        assertThat(again).isEqualTo(first);
        assertThat(more).isGreaterThan(first);
        assertThat(strings("SELECT removal_id::text FROM gateway.runs WHERE ended_at IS NULL AND client_id = "
                        + client.id()))
                .containsExactly(Long.toString(more));
    }

    @Test
    void while_visma_is_silent_the_figures_are_gone_and_the_consent_is_asked_for_again() {
        var client = fetched("Bergljot AS");
        firm.signIn().refuseRevoking(Fault.of(Cause.VISMA_DOWN));
        long number = Await.result(removals(Duration.ZERO).ask(client, integration(), false, KARI));
        new Node(database).work();

        assertThat(Await.result(removals(Duration.ZERO).preview(client))).isEmpty();
        assertThat(receipt(number).parts().get(0).revoked()).isEqualTo(Removal.Revocation.PENDING);
        assertThat(strings("SELECT cause FROM gateway.runs WHERE state = 'QUEUED' AND client_id = " + client.id()))
                .containsExactly("revokeFailed");

        firm.signIn().refuseRevoking(null);
        hurry(client);
        new Node(database).work();
        assertThat(receipt(number).parts().get(0).revoked()).isEqualTo(Removal.Revocation.DONE);
        assertThat(rows(client.id()).keySet()).isSubsetOf(STAY);
    }

    @Test
    void a_consent_that_visma_never_heard_the_end_of_is_given_up_in_the_end() {
        var client = fetched("Bergljot AS");
        firm.signIn().refuseRevoking(Fault.of(Cause.VISMA_DOWN));
        long number = Await.result(removals(Duration.ZERO).ask(client, integration(), false, KARI));

        new Node(database, new RemovalSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, 1_000)).work();

        assertThat(receipt(number).parts().get(0).revoked()).isEqualTo(Removal.Revocation.GIVEN_UP);
        assertThat(rows(client.id()).keySet()).isSubsetOf(STAY);
    }

    @Test
    void a_removal_that_dies_after_any_commit_is_finished_by_another_node() {
        int deaths = 0;
        for (int commits = 1; ; commits++) {
            var client = fetched("Bergljot " + commits + " AS");
            long number = Await.result(removals(Duration.ZERO).ask(client, integration(), false, KARI));
            var mortal = new MortalDatabase(database, commits);
            new Node(mortal).workUntil(mortal::isDead);
            boolean died = mortal.isDead();
            free(client);
            new Node(database).work();

            assertThat(rows(client.id()).keySet())
                    .as("died after commit %s", commits)
                    .isSubsetOf(STAY);
            assertThat(events(client))
                    .filteredOn(event -> event.startsWith("removed"))
                    .hasSize(1);
            assertThat(receipt(number).parts().get(0).rowsLeft()).isZero();
            if (!died) {
                break;
            }
            deaths++;
        }
        assertThat(deaths).isGreaterThan(8);
    }

    @Test
    void a_system_goes_with_all_its_clients_and_one_without_clients_at_once() {
        var clients = List.of(fetched("En AS"), fetched("To AS"), firm.connect("Tre AS"));
        long number = Await.result(removals(Duration.ZERO).ask(integration(), KARI));
        new Node(database).work();

        clients.forEach(client -> assertThat(rows(client.id()).keySet()).isSubsetOf(STAY));
        assertThat(Await.result(new Integrations(database).list(firm.tenant()))).isEmpty();
        assertThat(receipt(number).endedAt()).isNotNull();
        assertThat(receipt(number).parts()).hasSize(3);

        var empty = new ConnectedFirm(database);
        var integration = Await.result(new Integrations(database).find(empty.tenant(), empty.integration()));
        Await.done(removals(TEN_MINUTES).ask(integration, KARI).ignoreElement());
        assertThat(Await.result(new Integrations(database).list(empty.tenant())))
                .isEmpty();
    }

    /** It has a schedule of its own, a next slot, and a place in a round. */
    private void schedule(Client client) {
        var nightly = new Schedule(null, Span.ofHours(7, 17), true, Span.ofHours(22, 5), 7);
        var settings = ScheduleSettings.of(nightly, 1, Duration.ZERO);
        Await.done(new Schedules(database, nightly).choose(client, nightly, KARI));
        Await.done(new DueClients(database, settings).make().ignoreElement());
        Await.done(new Bulks(database, new RequestCosts.Budget(600))
                .start(firm.tenant(), KARI)
                .ignoreElement());
    }

    private Client fetched(String name) {
        var client = firm.connect(name);
        var node = new Node(database);
        assertThat(node.fetch(client)).isEqualTo(1);
        assertThat(node.next(client)).isEqualTo(2);
        assertThat(node.next(client)).isEqualTo(3);
        return client;
    }

    private Integration integration() {
        return Await.result(new Integrations(database).find(firm.tenant(), firm.integration()));
    }

    private Removals removals(Duration undo) {
        return new Removals(
                database, new Node(database).table, new RemovalSettings(undo, TEN_MINUTES, TEN_MINUTES, 20));
    }

    private Removal receipt(long number) {
        return Await.result(removals(Duration.ZERO).receipt(firm.tenant(), number));
    }

    /** Rows of the client in each table that has any. */
    private Map<String, Long> rows(ClientId client) {
        var counts = new TreeMap<String, Long>();
        var tables = strings("SELECT table_name FROM information_schema.columns JOIN information_schema.tables"
                + " USING (table_schema, table_name) WHERE table_schema = 'gateway' AND column_name = 'client_id'"
                + " AND table_type = 'BASE TABLE'");
        for (var table : tables) {
            long rows = Long.parseLong(
                    strings("SELECT count(*)::text FROM gateway." + table + " WHERE client_id = " + client)
                            .get(0));
            if (rows > 0) {
                counts.put(table, rows);
            }
        }
        return counts;
    }

    private List<String> events(Client client) {
        return strings("SELECT kind || ' ' || from_gen || ' ' || gen FROM gateway.events WHERE client_id = "
                + client.id() + " ORDER BY seq");
    }

    private String state(Client client) {
        return strings("SELECT state FROM gateway.client_states WHERE client_id = " + client.id())
                .get(0);
    }

    private void hurry(Client client) {
        change("UPDATE gateway.runs SET not_before = now() WHERE ended_at IS NULL AND client_id = " + client.id());
    }

    private void free(Client client) {
        change("UPDATE gateway.runs SET lease_until = now() - interval '1 second' WHERE ended_at IS NULL"
                + " AND client_id = " + client.id());
    }

    private void change(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql))).ignoreElement());
    }

    private List<String> strings(String sql) {
        return new ArrayList<>(
                Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0)))));
    }

    /** A node of the gateway, driven by the test. */
    private final class Node {
        private final RunTable table;
        private final SyncRun run;
        private final Generations generations;
        private final RemovalRun removal;

        Node(Database database) {
            this(database, new RemovalSettings(Duration.ZERO, TEN_MINUTES, TEN_MINUTES, 20));
        }

        Node(Database database, RemovalSettings settings) {
            var outbox = new Outbox();
            this.generations = new Generations(database);
            var timer = Schedulers.computation();
            this.table = new RunTable(database, generations, SYNC);
            this.run = SyncRun.over(database, erp, generations, table, SYNC, timer, Clock.systemUTC(), Watch.NOBODY);
            var revoking = new Revoking(database, firm.signIn(), ConnectedFirm.CIPHER, timer);
            this.removal = new RemovalRun(database, table, outbox, revoking, settings);
        }

        Lease leased(Client client) {
            var switching = new Switching(database, new Clients(database), table);
            Await.done(switching.activate(client.tenant(), client.id(), KARI).ignoreElement());
            return Await.result(table.claim(1, 1)).get(0);
        }

        int fetch(Client client) {
            var switching = new Switching(database, new Clients(database), table);
            Await.done(switching.activate(client.tenant(), client.id(), KARI).ignoreElement());
            return next(client);
        }

        /** Carries out the next run; gives the generation that readers see then. */
        int next(Client client) {
            Await.done(table.claim(1, 1).flatMapCompletable(leases -> run.run(leases.get(0))));
            return Await.result(generations.state(client.id())).gen();
        }

        /** Carries out all removals that are due. */
        void work() {
            var leases = Await.result(table.claim(10, 10));
            leases.forEach(lease -> Await.done(removal.run(lease)));
        }

        /** Begins what is due, and is left alone with it once {@code end} holds. */
        void workUntil(BooleanSupplier end) {
            var done = new AtomicBoolean();
            var working = table.claim(1, 1)
                    .flatMapCompletable(leases -> removal.run(leases.get(0)))
                    .subscribe(() -> done.set(true), error -> done.set(true));
            Await.until(TEN_MINUTES, () -> done.get() || end.getAsBoolean(), () -> "it neither ended nor died");
            working.dispose();
        }
    }
}
