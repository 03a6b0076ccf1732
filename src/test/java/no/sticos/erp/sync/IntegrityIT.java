package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import no.sticos.erp.db.Database;
import no.sticos.erp.erp.visma.StoredItems;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.IntegrityCheck;
import no.sticos.erp.ledger.NightSettings;
import no.sticos.erp.ledger.NightTurns;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.MortalDatabase;
import no.sticos.erp.testing.StoredRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever happens to what is stored, the night finds it: promise P6, T16 (a). */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntegrityIT {
    private static final long SEED = 16;
    private static final List<String> TABLES = List.of("gateway.vouchers", "gateway.voucher_rows", "gateway.documents");

    private final Site site;
    private final ClientId client;
    private final Random random = new Random(SEED);

    IntegrityIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(
                new Vertx(vertx),
                CompanyPlan.of("Stølsheimen Regnskap AS", "974760673", 130).years(2));
        this.client = fetched();
        moreGenerations();
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void books_that_nobody_touched_are_found_right_to_the_last_version() {
        night();

        assertThat(faults()).isEmpty();
        assertThat(model().lines("SELECT last_seen::text FROM gateway.night_turns WHERE client_id = $1"))
                .isEqualTo(model().lines("SELECT ((SELECT count(*) FROM gateway.documents WHERE client_id = $1)"
                        + " + (SELECT count(*) FROM gateway.vouchers WHERE client_id = $1))::text"));
    }

    @Test
    void any_column_of_any_row_altered_dropped_or_doubled_is_found() {
        everyWayIsFound(1);
    }

    @Test
    @Tag("fault")
    void any_column_of_many_rows_altered_dropped_or_doubled_is_found() {
        everyWayIsFound(20);
    }

    /** Spoils each column, in another row each time. */
    private void everyWayIsFound(int times) {
        int spoilt = 0;
        var missed = new ArrayList<String>();
        for (int time = 0; time < times; time++) {
            for (var way : ways().toList()) {
                var undo = way.spoil();
                night();
                spoilt++;
                if (faults().isEmpty()) {
                    missed.add(way.name());
                }
                undo.run();
            }
        }
        night();

        System.out.println("T16 (a): " + (spoilt - missed.size()) + " of " + spoilt
                + " altered, dropped or doubled rows found, seed " + SEED);
        assertThat(missed).isEmpty();
        assertThat(faults()).as("all is right again").isEmpty();
        assertThat(spoilt).isGreaterThan(times * 50);
    }

    @Test
    void what_is_found_names_the_version_and_the_line_in_the_log() {
        var row = pick("gateway.voucher_rows", "to_gen IS NULL");
        var undo = row.alter("debit", "debit + 1");
        night();
        undo.run();

        assertThat(model().lines("SELECT f.kind || ' ' || (f.from_gen = (v.row ->> 'from_gen')::int)"
                        + " || ' ' || (f.doc = (v.row ->> 'doc')::int) || ' ' || (f.reference ~ '^[2-9A-Z]{4}-[0-9]{2}$')"
                        + " FROM gateway.integrity_faults f, (SELECT '"
                        + row.row().replace("'", "''")
                        + "'::jsonb AS row) v WHERE f.client_id = $1 AND f.healed_at IS NULL"))
                .containsExactly("CONTENT true true true");
        night();
        assertThat(faults()).isEmpty();
    }

    @Test
    void a_pass_goes_on_where_a_dead_node_left_it() {
        var undo = pick("gateway.vouchers", "true").alter("voucher_text", "'ingen har skrevet dette'");
        for (int commits = 1; commits < 12; commits++) {
            again();
            var mortal = new MortalDatabase(site.database(), commits);
            assertThat(Await.result(check(mortal).batch().ambWith(mortal.death().toSingleDefault(-1))))
                    .isLessThan(100);
            turned("lease_until = now() - interval '1 s'");

            whole();

            assertThat(faults()).as("dead after commit %s", commits).hasSize(1);
        }
        undo.run();
        night();
    }

    /** A way to spoil a row, and what it is called. */
    private record Way(String name, Supplier<Runnable> spoiling) {
        Runnable spoil() {
            return spoiling.get();
        }
    }

    private Stream<Way> ways() {
        return Stream.concat(
                TABLES.stream().flatMap(table -> StoredRow.columns(site.database(), table).stream()
                        .flatMap(column -> alterations(table, column))),
                dropsAndCopies());
    }

    private Stream<Way> alterations(String table, String column) {
        var name = column.substring(0, column.indexOf(' '));
        var type = column.substring(name.length() + 1);
        var value = name.equals("client_id") ? "client_id + 1000" : StoredRow.another(name, type);
        var ways = Stream.of(way(table, name, value, "true"));
        if (type.equals("numeric")) {
            ways = Stream.concat(ways, Stream.of(way(table, name, "round(" + name + ", 4)", "true")));
        }
        if (name.equals("to_gen")) {
            ways = Stream.concat(
                    ways,
                    Stream.of(way(table, name, "0", "to_gen IS NULL"), way(table, name, "1000", "to_gen IS NULL")));
        }
        if (name.equals("body")) {
            ways = Stream.concat(
                    ways,
                    Stream.of(way(
                            table,
                            name,
                            "body || '{\"NextCustomerNumber\": 4711}'",
                            "resource = 'company_settings' AND to_gen IS NULL")));
        }
        return ways;
    }

    private Way way(String table, String column, String value, String where) {
        // A key that is taken already would refuse it, which is as good as finding it.
        var odd = column.equals("from_gen") || column.equals("doc") || column.equals("row_no")
                ? column + " + 500"
                : value;
        return new Way(
                table + "." + column + " = " + odd, () -> pick(table, where).alter(column, odd));
    }

    private Stream<Way> dropsAndCopies() {
        return Stream.of(
                new Way("a row gone", () -> pick("gateway.voucher_rows", "true").drop()),
                new Way("a row twice", () -> pick("gateway.voucher_rows", "true")
                        .copy("{\"row_no\": 900}")),
                new Way("a voucher's head gone", () -> pick("gateway.vouchers", "true")
                        .drop()),
                new Way("a voucher's head twice", () -> pick("gateway.vouchers", "to_gen IS NOT NULL")
                        .copy("{\"doc\": 90000}")),
                new Way("a document gone", () -> pick("gateway.documents", "true")
                        .drop()),
                new Way("a document twice", () -> pick("gateway.documents", "true")
                        .copy("{\"doc\": 90000, \"key\": \"en annen\"}")),
                new Way("a document in a generation that never was", () -> pick("gateway.documents", "true")
                        .copy("{\"from_gen\": 0, \"key\": \"en tredje\"}")));
    }

    private StoredRow pick(String table, String where) {
        return StoredRow.pick(site.database(), random, table, client, where);
    }

    private List<String> faults() {
        return model().lines("SELECT resource || ' ' || kind FROM gateway.integrity_faults"
                + " WHERE client_id = $1 AND healed_at IS NULL");
    }

    /** A whole pass over the client, whatever came before. */
    private void night() {
        again();
        whole();
    }

    private void again() {
        turned("ended_at = NULL, position = '', began_at = NULL, lease_until = NULL");
    }

    private void turned(String set) {
        assertThat(model().lines("UPDATE gateway.night_turns SET " + set + " WHERE client_id = $1 RETURNING chore"))
                .hasSizeLessThan(2);
    }

    private void whole() {
        var check = check(site.database());
        for (int pages = 1; pages > 0; ) {
            pages = Await.result(check.batch());
        }
    }

    private static IntegrityCheck check(Database database) {
        var always = new NightSettings("night", 0, 0, Duration.ofHours(1), Duration.ofMinutes(5), Duration.ZERO);
        return new IntegrityCheck(
                database, new NightTurns(database, always), new StoredItems(), Schedulers.computation());
    }

    private ReadModel model() {
        return new ReadModel(site.database(), client);
    }

    private ClientId fetched() {
        var fetched = site.newClient();
        site.finish(site.node("node", site.database()), fetched);
        return fetched;
    }

    /** Vouchers that came and changed, so that there are closed versions too. */
    private void moreGenerations() {
        Voucher.Booked last = null;
        for (int day = 1; day < 4; day++) {
            if (last != null) {
                assertThat(site.books().change(last.id(), "Rettet", last.rows()))
                        .isNotNull();
            }
            last = site.books()
                    .add(
                            "N",
                            site.books().years().get(1).start().plusDays(day),
                            "Nattarbeid",
                            List.of(new VoucherRow(6800, 5_000, 0, null), new VoucherRow(1920, 0, 5_000, "ut")));
            site.ask(client);
            site.finish(site.node("node", site.database()), client);
        }
    }
}
