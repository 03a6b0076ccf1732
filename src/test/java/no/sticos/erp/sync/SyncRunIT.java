package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.events.ChangePage;
import no.sticos.erp.events.Span;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.ledger.Published;
import no.sticos.erp.ledger.Verdict;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.MortalDatabase;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncRunIT {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    private static final SyncSettings SETTINGS = new SyncSettings(
            "test",
            4,
            1,
            Duration.ofMillis(150),
            Duration.ofMillis(10),
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            Duration.ofSeconds(1),
            3);

    private final Database database;
    private final Firm firm;

    SyncRunIT(io.vertx.core.Vertx vertx) {
        this.database = Await.result(TestDatabase.open(new Vertx(vertx)));
        this.firm = new Firm(database);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @BeforeEach
    void forgetWhatOtherTestsLeftInTheQueue() {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", "DELETE FROM gateway.runs")))
                .ignoreElement());
    }

    @Test
    void a_first_load_publishes_three_generations_and_ends_proved() {
        var client = newClient();
        var erp = new MemoryErp(10).book(35);
        var node = new Node(database, erp);

        assertThat(node.fetch(client)).isEqualTo(new Published(1, true, Verdict.UNKNOWN));
        assertThat(node.next()).isEqualTo(new Published(2, true, Verdict.OK));
        assertThat(node.next()).isEqualTo(new Published(3, true, Verdict.OK));

        assertThat(stored(client)).containsExactlyInAnyOrderElementsOf(truth(erp));
        assertThat(events(client)).containsExactly("generation 0 1", "generation 1 2", "generation 2 3");
        assertThat(strings(
                        "SELECT DISTINCT requested_by || ' ' || trigger FROM gateway.runs WHERE client_id = $1",
                        client))
                .as("the stages are one fetch")
                .containsExactly("test CLICK");
    }

    @Test
    void an_unchanged_client_writes_nothing_and_sends_one_heartbeat() {
        var client = newClient();
        var erp = new MemoryErp(10).book(12);
        var node = new Node(database, erp);
        node.fetchWhole(client);
        var before = versions(client);

        assertThat(node.fetch(client)).isEqualTo(new Published(3, false, Verdict.OK));

        assertThat(versions(client)).isEqualTo(before);
        assertThat(events(client)).endsWith("heartbeat 3 3").hasSize(4);
    }

    @Test
    void books_that_are_read_whole_and_found_as_they_were_are_proved_again_only_if_the_proof_is_wanting() {
        var client = newClient();
        var node = new Node(database, new MemoryErp(10).book(12));
        node.fetchWhole(client);
        var mark = "UPDATE gateway.proof_checks SET detail = 'as it was' WHERE client_id = $1 RETURNING detail";
        var marked = "SELECT DISTINCT detail FROM gateway.proof_checks WHERE client_id = $1 AND gen = 3"
                + " AND check_id IN ('C1', 'C3', 'C8')";
        assertThat(strings(mark, client)).isNotEmpty();

        assertThat(node.fetch(client)).isEqualTo(new Published(3, false, Verdict.OK));
        assertThat(strings(marked, client))
                .as("a first load counted the years of its last stage only")
                .doesNotContain("as it was");

        assertThat(strings(mark, client)).isNotEmpty();
        assertThat(node.fetch(client)).isEqualTo(new Published(3, false, Verdict.OK));
        assertThat(strings(marked, client)).containsExactly("as it was");

        assertThat(strings(
                        "UPDATE gateway.books SET verdict = 'UNKNOWN' WHERE client_id = $1 RETURNING verdict", client))
                .isNotEmpty();
        assertThat(node.fetch(client)).isEqualTo(new Published(3, false, Verdict.OK));
        assertThat(strings(marked, client)).doesNotContain("as it was");
    }

    @Test
    void a_changed_voucher_is_a_new_version_and_the_old_one_stays_for_those_who_ask() {
        var client = newClient();
        var erp = new MemoryErp(10).book(5);
        var node = new Node(database, erp);
        node.fetchWhole(client);
        erp.put(new UUID(2026, 3), LocalDate.of(2026, 1, 4), 3, new BigDecimal("99.99"));

        assertThat(node.fetch(client)).isEqualTo(new Published(4, true, Verdict.OK));

        assertThat(stored(client)).containsExactlyInAnyOrderElementsOf(truth(erp));
        assertThat(amounts("ledger.voucher_rows_at($1, 3)", client))
                .contains("3.25")
                .doesNotContain("99.99");
        assertThat(amounts("ledger.voucher_rows_at($1, 4)", client)).contains("99.99");
    }

    @Test
    void products_get_a_changed_voucher_whole_and_a_new_client_everything() {
        var client = newClient();
        var erp = new MemoryErp(10).book(5);
        var node = new Node(database, erp);
        node.fetchWhole(client);
        erp.put(new UUID(2026, 3), LocalDate.of(2026, 1, 4), 3, new BigDecimal("99.90"));
        assertThat(node.fetch(client).gen()).isEqualTo(4);
        var changes = new LedgerChanges(database);

        var everything = pages(changes, new Span(firm.tenant(), client, 0, 4), 400);
        var delta = pages(changes, new Span(firm.tenant(), client, 3, 4), 1_000_000);

        assertThat(everything).filteredOn(line -> line.startsWith("vouchers")).hasSize(10);
        assertThat(delta)
                .filteredOn(line -> line.startsWith("vouchers"))
                .singleElement()
                .asString()
                .contains("\"debitAmount\":\"99.90\"", "\"accountNumber\":1920", "\"voucherDate\":\"2026-01-04\"");
        assertThat(delta)
                .filteredOn(line -> line.startsWith("account_balances"))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"balance\": \""));
        var summary = Await.result(changes.summary(client, 4));
        assertThat(summary.documents()).containsEntry("vouchers", 10L).containsEntry("accounts", 4L);
        assertThat(summary.verdict()).isEqualTo("OK");
    }

    @Test
    void a_process_that_dies_after_any_commit_loses_nothing() {
        int deaths = 0;
        for (int commits = 1; ; commits++) {
            var client = newClient();
            var erp = new MemoryErp(10).book(14);
            var mortal = new MortalDatabase(database, commits);
            enqueue(client);
            new Node(mortal, erp).runUntil(mortal::isDead, client);
            boolean died = mortal.isDead();
            expireLease(client);
            new Node(database, erp).runUntil(() -> generation(client) == 3, client);

            assertThat(stored(client))
                    .as("killed after commit %s", commits)
                    .containsExactlyInAnyOrderElementsOf(truth(erp));
            assertThat(events(client)).containsExactly("generation 0 1", "generation 1 2", "generation 2 3");
            if (!died) {
                break;
            }
            deaths++;
        }
        assertThat(deaths).isGreaterThan(20);
    }

    @Test
    void books_that_differ_from_vismas_balance_are_published_with_account_and_year_named() {
        var client = newClient();
        var erp = new MemoryErp(10).book(5);
        erp.lie(new BigDecimal("0.01"));
        var node = new Node(database, erp);

        node.fetchWhole(client);

        assertThat(verdict(client)).isEqualTo("DEVIATION");
        assertThat(strings(
                        "SELECT check_id || ' ' || year_start || ' ' || account || ' ' || expected || ' ' || found || ' ' || difference"
                                + " FROM gateway.deviations WHERE client_id = $1 AND gen = 3 AND check_id = 'C3'",
                        client))
                .containsExactly("C3 2025-01-01 1920 116.26 116.25 -0.01");
    }

    @Test
    void a_voucher_that_does_not_balance_is_kept_as_given_and_named() {
        var client = newClient();
        var erp = new MemoryErp(10).book(5);
        var odd = new UUID(7, 7);
        erp.put(
                odd,
                LocalDate.of(2026, 5, 17),
                List.of(MemoryErp.row(1920, new BigDecimal("10.005"), BigDecimal.ZERO)));
        var node = new Node(database, erp);

        node.fetchWhole(client);

        assertThat(stored(client)).containsExactlyInAnyOrderElementsOf(truth(erp));
        assertThat(strings(
                        "SELECT check_id || ' ' || coalesce(voucher_id::text, '') FROM gateway.deviations"
                                + " WHERE client_id = $1 AND gen = 3 ORDER BY 1",
                        client))
                .contains("C1 " + odd, "C2 " + odd);
    }

    @Test
    void what_changes_while_the_run_reads_is_in_the_books_and_the_verdict_is_not_a_false_deviation() {
        var client = newClient();
        var erp = new MemoryErp(5).book(20);
        var node = new Node(database, erp);
        var once = new AtomicBoolean();
        erp.before(query -> {
            if (query.resource() == Resource.ACCOUNT_BALANCES
                    && erp.requests().contains("vouchers " + new UUID(0, 2025) + " from 17")
                    && !once.getAndSet(true)) {
                erp.put(new UUID(2026, 1), LocalDate.of(2026, 1, 2), 1, new BigDecimal("500.00"));
                erp.put(new UUID(9, 9), LocalDate.of(2026, 2, 2), 99, new BigDecimal("7.00"));
            }
            return null;
        });

        node.fetchWhole(client);

        assertThat(once).isTrue();
        assertThat(verdict(client)).isEqualTo("OK");
        assertThat(stored(client)).containsExactlyInAnyOrderElementsOf(truth(erp));
    }

    @Test
    void a_resource_outside_the_companys_variant_is_not_in_use_and_leaves_the_books_unproved() {
        var client = newClient();
        var erp = new MemoryErp(10).book(5);
        erp.before(query -> query.resource() == Resource.ACCOUNT_BALANCES ? Fault.of(Cause.VARIANT_LACKS) : null);
        var node = new Node(database, erp);

        node.fetchWhole(client);

        assertThat(verdict(client)).isEqualTo("UNKNOWN");
        assertThat(strings("SELECT result FROM gateway.generations WHERE client_id = $1", client))
                .containsOnly("DONE");
    }

    @Test
    void a_missing_scope_makes_the_run_partial() {
        var client = newClient();
        var erp = new MemoryErp(10).book(5);
        erp.before(query -> query.resource() == Resource.ACCOUNTS
                ? Fault.of(Cause.SCOPE_MISSING, "accounts", "ea:accounting_readonly")
                : null);
        var node = new Node(database, erp);

        assertThat(node.fetch(client).gen()).isEqualTo(1);

        assertThat(strings("SELECT result || ' ' || reason FROM gateway.generations WHERE client_id = $1", client))
                .containsExactly("PARTIAL scopeMissing");
    }

    @Test
    void a_fault_that_passes_puts_the_run_back_and_it_goes_on_where_it_was() {
        var client = newClient();
        var erp = new MemoryErp(10).book(25);
        var failures = new AtomicInteger();
        erp.before(query -> query.resource() == Resource.VOUCHERS
                        && erp.requests().stream()
                                        .filter(r -> r.startsWith("vouchers"))
                                        .count()
                                == 2
                        && failures.getAndIncrement() == 0
                ? Fault.of(Cause.VISMA_DOWN)
                : null);
        enqueue(client);

        new Node(database, erp).runUntil(() -> generation(client) == 3, client);

        assertThat(failures.get()).isPositive();
        assertThat(erp.requests().stream().filter(r -> r.equals("vouchers " + new UUID(0, 2026) + " 1")))
                .hasSize(1);
        assertThat(stored(client)).containsExactlyInAnyOrderElementsOf(truth(erp));
    }

    @Test
    void a_lost_consent_ends_the_run_with_its_cause_and_keeps_the_published_books() {
        var client = newClient();
        var erp = new MemoryErp(10).book(5);
        var node = new Node(database, erp);
        node.fetchWhole(client);
        erp.before(query -> Fault.of(Cause.GRANT_ENDED));
        enqueue(client);

        node.runUntil(() -> !state(client).equals("QUEUED") && !state(client).equals("RUNNING"), client);

        assertThat(state(client)).isEqualTo("FAILED");
        assertThat(node.refusals).containsExactly(client + " GRANT_ENDED");
        assertThat(generation(client)).isEqualTo(3);
    }

    private static List<String> pages(LedgerChanges changes, Span span, int bytes) {
        var lines = new ArrayList<String>();
        ChangePage.Cursor after = null;
        do {
            var page = Await.result(changes.changes(span, after, bytes));
            page.changes().forEach(change -> lines.add(page.entity() + " " + change.key() + " " + change.document()));
            after = page.next();
        } while (after != null);
        return lines;
    }

    private ClientId newClient() {
        return firm.client();
    }

    private void enqueue(ClientId client) {
        var made = Await.result(database.forGateway(tx ->
                new Node(database, new MemoryErp(1)).table.enqueue(tx, firm.tenant(), client, Trigger.CLICK, "test")));
        assertThat(made).isTrue();
    }

    /** As if its time were over. */
    private void expireLease(ClientId client) {
        assertThat(strings(
                        "UPDATE gateway.runs SET lease_until = now() - interval '1 s'"
                                + " WHERE client_id = $1 AND state = 'RUNNING' RETURNING state",
                        client))
                .hasSizeLessThanOrEqualTo(1);
    }

    private List<String> stored(ClientId client) {
        return strings(
                "SELECT v.voucher_id || ' ' || v.voucher_date || ' ' || r.row_no || ' ' || r.account || ' ' || r.debit || ' '"
                        + " || r.credit || ' ' || v.modified_utc FROM ledger.voucher_rows r JOIN ledger.vouchers v"
                        + " USING (client_id, voucher_id) WHERE r.client_id = $1",
                client);
    }

    private static List<String> truth(MemoryErp erp) {
        return erp.vouchers().stream()
                .flatMap(voucher -> java.util.stream.IntStream.range(
                                0, voucher.rows().size())
                        .mapToObj(i -> {
                            var row = voucher.rows().get(i);
                            return voucher.id() + " " + voucher.date() + " " + (i + 1) + " " + row.account() + " "
                                    + row.debit() + " " + row.credit() + " "
                                    + String.valueOf(voucher.modifiedUtc());
                        }))
                .map(line -> line.replaceAll("(\\.\\d{7})00Z", "$1Z"))
                .toList();
    }

    private List<String> events(ClientId client) {
        return strings(
                "SELECT kind || ' ' || from_gen || ' ' || gen FROM gateway.events WHERE client_id = $1 ORDER BY seq",
                client);
    }

    private List<String> amounts(String rows, ClientId client) {
        return strings("SELECT debit::text FROM " + rows, client);
    }

    private String versions(ClientId client) {
        return strings(
                        "SELECT (SELECT count(*) FROM gateway.vouchers WHERE client_id = $1) || ' '"
                                + " || (SELECT count(*) FROM gateway.documents WHERE client_id = $1)",
                        client)
                .get(0);
    }

    private String verdict(ClientId client) {
        return strings("SELECT verdict FROM gateway.books WHERE client_id = $1", client)
                .get(0);
    }

    private String state(ClientId client) {
        return strings("SELECT state FROM gateway.runs WHERE client_id = $1 ORDER BY run_id DESC LIMIT 1", client)
                .get(0);
    }

    private int generation(ClientId client) {
        var found = strings("SELECT current_gen::text FROM gateway.books WHERE client_id = $1", client);
        return found.isEmpty() ? 0 : Integer.parseInt(found.get(0));
    }

    private List<String> strings(String sql, ClientId client) {
        return Await.result(
                database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0), client.value())));
    }

    /** A node of the gateway, driven by the test: claims one run at a time and carries it out. */
    private final class Node {
        private final RunTable table;
        private final SyncRun run;
        private final Generations generations;
        private final SyncLoop loop;
        private final List<String> refusals = new java.util.concurrent.CopyOnWriteArrayList<>();

        Node(Database database, MemoryErp erp) {
            this.generations = new Generations(database);
            var timer = Schedulers.computation();
            this.table = new RunTable(database, generations, SETTINGS);
            this.run = SyncRun.over(database, erp, generations, table, SETTINGS, timer, CLOCK, Watch.NOBODY);
            var consents = new Consents() {
                @Override
                public Completable worked(ClientId client) {
                    return Completable.complete();
                }

                @Override
                public Completable refused(ClientId client, Cause cause) {
                    return Completable.fromAction(() -> refusals.add(client + " " + cause));
                }
            };
            this.loop = new SyncLoop(
                    table, lease -> run.run(lease), new RunEnd(table, consents, SETTINGS), SETTINGS, timer);
        }

        Published fetch(ClientId client) {
            enqueue(client);
            return next();
        }

        Published next() {
            var lease = Await.result(table.claim(1, 1)).get(0);
            int before = Await.result(generations.state(lease.client())).gen();
            Await.done(run.run(lease));
            var after = Await.result(generations.state(lease.client()));
            return new Published(
                    after.gen(), after.gen() != before, after.verdict().orElse(Verdict.UNKNOWN));
        }

        void fetchWhole(ClientId client) {
            assertThat(fetch(client).gen()).isEqualTo(1);
            assertThat(next().gen()).isEqualTo(2);
            assertThat(next().gen()).isEqualTo(3);
        }

        void runUntil(java.util.function.BooleanSupplier end, ClientId client) {
            var working = loop.work().subscribe();
            for (int i = 0; i < 2_000 && !end.getAsBoolean() && !(generation(client) == 3 && settled(client)); i++) {
                Await.pause(Duration.ofMillis(5));
            }
            working.dispose();
        }

        private boolean settled(ClientId client) {
            return state(client).equals("DONE");
        }
    }
}
