package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.visma.StoredItems;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.HistorySettings;
import no.sticos.erp.ledger.IntegrityCheck;
import no.sticos.erp.ledger.NightSettings;
import no.sticos.erp.ledger.NightTurns;
import no.sticos.erp.ledger.Pruning;
import no.sticos.erp.ledger.Retention;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.MortalDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Older generations go, in batches; what can be read reads as before, and what is gone is refused. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PruningIT {
    /** Three of the first load, then one for each change. */
    private static final int NEWEST = 8;

    private static final List<String> ENTITIES = List.of(
            "company_settings_at",
            "fiscal_years_at",
            "accounts_at",
            "opening_balances_at",
            "account_balances_at",
            "vouchers_at",
            "voucher_rows_at",
            "trial_balance_at");

    private final Site site;
    private final Retention retention;

    PruningIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(
                new Vertx(vertx), CompanyPlan.of("Arkivet AS", "974760673", 30).years(2));
        this.retention = new Retention(site.database());
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void the_generation_at_the_edge_and_all_after_it_read_as_before_and_older_ones_are_refused() {
        var client = withHistory();
        delivered(client);
        var before = asOf(client, 5, 6, 7, NEWEST);

        prune(client, 3);

        assertThat(asOf(client, 5, 6, 7, NEWEST)).isEqualTo(before);
        assertThat(generations(client)).containsExactly(8, 7, 6, 5);
        for (int gone = 1; gone < 5; gone++) {
            assertThat(refusal(client, gone)).isEqualTo(Cause.GENERATION_PRUNED);
        }
        assertThat(shownByNone(client)).isEmpty();
        assertThat(integrity(client)).isEmpty();
    }

    @Test
    void a_generation_that_somebody_keeps_reads_as_before_until_it_is_released() {
        var client = withHistory();
        delivered(client);
        var before = asOf(client, 2, 4, NEWEST);
        for (int kept : new int[] {2, 4}) {
            Await.done(retention.keep(site.firm().tenant(), client, kept, "Kari Normann"));
        }

        prune(client, 0);

        assertThat(asOf(client, 2, 4, NEWEST)).isEqualTo(before);
        assertThat(generations(client)).containsExactly(8, 4, 2);
        assertThat(refusal(client, 3)).isEqualTo(Cause.GENERATION_PRUNED);
        assertThat(shownByNone(client)).isEmpty();
        assertThat(integrity(client)).isEmpty();

        Await.done(retention.release(site.firm().tenant(), client, 2));
        prune(client, 0);

        assertThat(asOf(client, 4, NEWEST)).isEqualTo(before.subList(ENTITIES.size(), before.size()));
        assertThat(refusal(client, 2)).isEqualTo(Cause.GENERATION_PRUNED);
        assertThat(generations(client)).containsExactly(8, 4);
        assertThat(shownByNone(client)).isEmpty();
        assertThat(integrity(client)).isEmpty();
    }

    @Test
    void nodes_that_die_after_and_inside_each_batch_leave_the_rest_to_the_next() {
        var client = withHistory();
        delivered(client);
        Await.done(retention.keep(site.firm().tenant(), client, 3, "Kari Normann"));
        var before = asOf(client, 3, NEWEST);
        onlyTurn(client);

        int deaths = 0;
        for (boolean done = false; !done; deaths++) {
            // A claim and one batch; every third dies with that batch not yet committed.
            var mortal = deaths % 3 == 2
                    ? MortalDatabase.dyingInside(site.breakable(), 2)
                    : new MortalDatabase(site.database(), 2);
            int batches = Await.result(
                    pruning(mortal, 0).batch().ambWith(mortal.death().toSingleDefault(-1)));
            turned(client, "lease_until = now() - interval '1 s'");
            done = batches >= 0;
            assertThat(asOf(client, 3, NEWEST)).as("after %s deaths", deaths).isEqualTo(before);
        }

        assertThat(deaths).isGreaterThan(20);
        assertThat(generations(client)).containsExactly(8, 3);
        assertThat(shownByNone(client)).isEmpty();
        assertThat(integrity(client)).isEmpty();
    }

    @Test
    void what_a_product_is_still_told_of_stays_and_one_that_was_given_up_gets_everything_anew() {
        var client = withHistory();
        delivered(client);
        position(client, "rapport", "acked_seq = 4, acked_gen = 4");

        prune(client, 0);

        assertThat(generations(client)).containsExactly(8, 7, 6, 5, 4);

        position(client, "rapport", "parked_at = now()");
        prune(client, 0);

        assertThat(generations(client)).containsExactly(8);
        assertThat(model(client)
                        .lines("SELECT product || ' ' || acked_gen FROM gateway.subscriptions WHERE client_id = $1"
                                + " ORDER BY product"))
                .containsExactly("avstemming 8", "likviditet 8", "rapport 0");
    }

    @Test
    void the_generation_as_of_a_time_is_the_one_that_readers_saw_then() {
        var client = withHistory();
        delivered(client);
        var from = published(client);
        Await.done(retention.keep(site.firm().tenant(), client, 2, "Kari Normann"));

        assertThat(at(client, from.get(1).minusMillis(1))).isEqualTo(1);
        assertThat(at(client, from.get(1))).isEqualTo(2);
        assertThat(at(client, Instant.now())).isEqualTo(NEWEST);
        assertThat(at(client, from.get(0).minusSeconds(1)))
                .as("before the first")
                .isZero();

        prune(client, 0);

        assertThat(at(client, from.get(1))).as("kept").isEqualTo(2);
        assertThat(at(client, from.get(2).minusMillis(1)))
                .as("kept, at its end")
                .isEqualTo(2);
        assertThat(at(client, from.get(2))).as("its successor is gone").isEqualTo(-1);
        assertThat(at(client, from.get(0))).as("its predecessor is gone").isEqualTo(-1);
        assertThat(at(client, from.get(7))).isEqualTo(NEWEST);
    }

    @Test
    void nobody_keeps_what_is_gone_or_another_firms() {
        var client = withHistory();
        delivered(client);
        prune(client, 0);
        var other = new Firm(site.database()).tenant();

        assertThat(fault(retention.keep(site.firm().tenant(), client, 3, "Kari Normann")))
                .isEqualTo(Cause.GENERATION_PRUNED);
        assertThat(fault(retention.keep(site.firm().tenant(), client, 99, "Kari Normann")))
                .isEqualTo(Cause.NOT_FOUND);
        assertThat(fault(retention.keep(other, client, NEWEST, "Ola Fremmed"))).isEqualTo(Cause.NOT_FOUND);
        assertThat(Await.result(retention.generations(other, client, 10))).isEmpty();
    }

    /** A client with eight generations a year apart, the newest of today: vouchers come, change and go. */
    private ClientId withHistory() {
        var client = fetched(site.newClient());
        Voucher.Booked last = null;
        for (int change = 4; change <= NEWEST; change++) {
            if (last != null) {
                assertThat(site.books().change(last.id(), "Endret " + change, rows(change)))
                        .isNotNull();
            }
            last = site.books().add("H", site.books().years().get(1).start().plusDays(change), "Ny " + change, rows(1));
            site.ask(client);
            var unused = fetched(client);
        }
        assertThat(model(client).generation()).isEqualTo(NEWEST);
        assertThat(model(client)
                        .lines("UPDATE gateway.generations SET published_at = now() - make_interval(years => " + NEWEST
                                + " - gen) - interval '1 day' WHERE client_id = $1 RETURNING stage"))
                .hasSize(NEWEST);
        return client;
    }

    private static List<VoucherRow> rows(int kroner) {
        return List.of(new VoucherRow(6800, kroner * 100L, 0, null), new VoucherRow(1920, 0, kroner * 100L, null));
    }

    /** Every product has everything. */
    private void delivered(ClientId client) {
        assertThat(model(client)
                        .lines("UPDATE gateway.subscriptions SET acked_seq = newest_seq, acked_gen = " + NEWEST
                                + " WHERE client_id = $1 RETURNING product"))
                .hasSize(3);
    }

    private void position(ClientId client, String product, String set) {
        assertThat(model(client)
                        .lines("UPDATE gateway.subscriptions SET " + set + " WHERE client_id = $1 AND product = '"
                                + product + "' RETURNING product"))
                .hasSize(1);
    }

    private void prune(ClientId client, int years) {
        turned(client, "ended_at = NULL");
        var pruning = pruning(site.database(), years);
        for (int batches = 1; batches > 0; ) {
            batches = Await.result(pruning.batch());
        }
    }

    /** Nobody else's turn comes first. */
    private void onlyTurn(ClientId client) {
        assertThat(model(client)
                        .lines("INSERT INTO gateway.night_turns (client_id, chore, ended_at)"
                                + " SELECT client_id, 'PRUNING', CASE WHEN client_id <> $1 THEN now() END"
                                + " FROM gateway.books ON CONFLICT (client_id, chore) DO UPDATE"
                                + " SET ended_at = excluded.ended_at, began_at = NULL, position = '' RETURNING chore"))
                .isNotEmpty();
    }

    private void turned(ClientId client, String set) {
        assertThat(model(client)
                        .lines("UPDATE gateway.night_turns SET " + set
                                + " WHERE client_id = $1 AND chore = 'PRUNING' RETURNING chore"))
                .hasSizeLessThan(2);
    }

    private static Pruning pruning(Database database, int years) {
        return new Pruning(
                database,
                turns(database),
                new Subscriptions(database),
                new HistorySettings(years, 3),
                Schedulers.computation());
    }

    private static NightTurns turns(Database database) {
        return new NightTurns(
                database, new NightSettings("night", 0, 0, Duration.ofHours(1), Duration.ofMinutes(5), Duration.ZERO));
    }

    /** What a pass over the client's stored books finds: pruning must take what it removes out of the seals. */
    private List<String> integrity(ClientId client) {
        assertThat(model(client)
                        .lines("UPDATE gateway.night_turns SET ended_at = NULL WHERE client_id = $1"
                                + " AND chore = 'INTEGRITY' RETURNING chore"))
                .hasSizeLessThan(2);
        var check = new IntegrityCheck(
                site.database(), turns(site.database()), new StoredItems(), Schedulers.computation());
        for (int pages = 1; pages > 0; ) {
            pages = Await.result(check.batch());
        }
        return model(client)
                .lines("SELECT f.*::text FROM gateway.integrity_faults f WHERE client_id = $1 AND healed_at IS NULL");
    }

    /** Versions that no generation shows, their rows, and what tells of generations that are gone. */
    private List<String> shownByNone(ClientId client) {
        return model(client)
                .lines(
                        """
                        WITH versions AS (
                            SELECT 'vouchers' AS kind, from_gen, to_gen, doc FROM gateway.vouchers WHERE client_id = $1
                            UNION ALL SELECT 'rows', from_gen, to_gen, doc FROM gateway.voucher_rows WHERE client_id = $1
                            UNION ALL SELECT resource, from_gen, to_gen, doc FROM gateway.documents WHERE client_id = $1)
                        SELECT v::text FROM versions v WHERE NOT EXISTS (
                            SELECT FROM ledger.generations g WHERE g.client_id = $1
                               AND g.gen >= v.from_gen AND (v.to_gen IS NULL OR g.gen < v.to_gen))
                        UNION ALL SELECT 'check of ' || gen FROM gateway.proof_checks p WHERE client_id = $1
                           AND NOT EXISTS (SELECT FROM ledger.generations g WHERE g.client_id = $1 AND g.gen = p.gen)
                        UNION ALL SELECT 'request for ' || p.resource || ' of ' || p.gen FROM gateway.landed_pages p, gateway.books b
                         WHERE p.client_id = $1 AND b.client_id = $1 AND p.gen < b.oldest_gen AND NOT EXISTS (
                               SELECT FROM versions v WHERE v.kind = p.resource AND v.from_gen = p.gen
                                  AND v.doc >= p.first_doc AND v.doc < p.first_doc + p.docs)
                        UNION ALL SELECT 'version without its request: ' || v::text FROM versions v
                         WHERE v.kind <> 'rows' AND NOT EXISTS (
                               SELECT FROM gateway.landed_pages p WHERE p.client_id = $1 AND p.resource = v.kind
                                  AND p.gen = v.from_gen AND v.doc >= p.first_doc AND v.doc < p.first_doc + p.docs)
                        """);
    }

    private List<List<String>> asOf(ClientId client, int... generations) {
        var books = new ArrayList<List<String>>();
        for (int gen : generations) {
            for (var entity : ENTITIES) {
                books.add(
                        model(client).lines("SELECT e::text FROM ledger." + entity + "($1, " + gen + ") e ORDER BY 1"));
            }
        }
        assertThat(books).allMatch(rows -> !rows.isEmpty());
        return books;
    }

    private List<Integer> generations(ClientId client) {
        return Await.result(retention.generations(site.firm().tenant(), client, 20)).stream()
                .map(Retention.Generation::gen)
                .toList();
    }

    private List<Instant> published(ClientId client) {
        return model(client)
                .lines("SELECT published_at::text FROM gateway.generations WHERE client_id = $1 ORDER BY gen")
                .stream()
                .map(text -> Instant.parse(text.replace(' ', 'T').replaceAll("\\+00$", "Z")))
                .toList();
    }

    /** 0 before the first, -1 if it is no longer kept. */
    private int at(ClientId client, Instant time) {
        return Await.result(retention
                .at(site.firm().tenant(), client, time)
                .defaultIfEmpty(0)
                .onErrorResumeNext(
                        error -> Fault.is(error, Cause.GENERATION_PRUNED) ? Single.just(-1) : Single.error(error)));
    }

    /** Every function refuses it alike. */
    private Cause refusal(ClientId client, int gen) {
        var causes = ENTITIES.stream()
                .map(entity -> new Sql("test", "SELECT count(*) FROM ledger." + entity + "($1, $2)"))
                .map(sql -> ((Fault) Await.error(site.database()
                                .forGateway(tx -> tx.list(sql, row -> row.getLong(0), client.value(), gen))))
                        .reason())
                .distinct()
                .toList();
        assertThat(causes).hasSize(1);
        return causes.get(0);
    }

    private static Cause fault(Completable work) {
        return ((Fault) Await.error(work.toSingleDefault(true))).reason();
    }

    private ReadModel model(ClientId client) {
        return new ReadModel(site.database(), client);
    }

    private ClientId fetched(ClientId client) {
        site.finish(site.node("node", site.database()), client);
        return client;
    }
}
