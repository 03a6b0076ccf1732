package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import no.sticos.erp.consumer.ConsumerSettings;
import no.sticos.erp.consumer.Inbox;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Sql;
import no.sticos.erp.events.EventKind;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.events.Product;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.ProductDatabase;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * A client of 100 000 vouchers on its way to a product: a relay and a product in processes of their own with 128 MB
 * each, on one cluster, beside what COPY TO does with the same rows. Run by {@code mvn verify -Pbench}.
 */
@Tag("bench")
@ExtendWith(VertxExtension.class)
class DeliveryBench {
    private static final int VOUCHERS = 100_000;
    private static final int ROWS_EACH = 3;
    private static final long ROWS = (long) VOUCHERS * ROWS_EACH;
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Pattern READ = Pattern.compile("read ([0-9]+) vouchers in ([0-9.]+) s");

    private final DbSettings db = TestDatabase.empty();
    private final Database database;
    private final Firm firm;
    private final ClientId client;
    private final Vertx vertx;
    private final int[] ports = {Ports.free(), Ports.free()};

    DeliveryBench(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
        database = Await.result(new DatabaseStart(vertx, db).open());
        firm = new Firm(database);
        client = firm.client();
    }

    @Test
    void a_client_of_100_000_vouchers_whole_and_again(@TempDir Path folder) {
        fill();
        var copy = seconds(this::copy);
        copy = Math.min(copy, seconds(this::copy));
        System.out.printf(Locale.ROOT, "%n%,d voucher rows of %,d vouchers, 128 MB a side%n", ROWS, VOUCHERS);
        print("COPY TO of the rows", copy, copy);
        for (var product : List.of("rapport", "avstemming")) {
            measure(folder, product, ProductDatabase.schema(), copy);
        }
        snapshot(folder, copy);
    }

    private void snapshot(Path folder, double copy) {
        try (var relay = start(
                        folder,
                        "snapshot-relay",
                        BenchRelay.class,
                        "rapport",
                        db.host(),
                        Integer.toString(db.port()),
                        db.database());
                var taker = start(folder, "snapshot", BenchSnapshot.class, Long.toString(client.value()))) {
            Await.until(PATIENCE, () -> taker.output().contains(" s\n"), taker::output);
            var said = READ.matcher(taker.output());
            assertThat(said.find()).as(taker.output()).isTrue();
            assertThat(said.group(1)).isEqualTo(Integer.toString(VOUCHERS));
            print("snapshot, asked for by the bus", Double.parseDouble(said.group(2)), copy);
            assertThat(relay.output() + taker.output()).doesNotContain("OutOfMemory", "ERROR");
        }
    }

    private void measure(Path folder, String product, String schema, double copy) {
        var what = product.equals("rapport") ? "the helper alone" : "Avstemming's balances";
        try (var relay = start(
                        folder,
                        product + "-relay",
                        BenchRelay.class,
                        product,
                        db.host(),
                        Integer.toString(db.port()),
                        db.database());
                var taker = start(folder, product, BenchProduct.class, product, schema, ProductDatabase.uri())) {
            print("whole, " + what, seconds(() -> deliver(product)), copy);
            print("again, " + what, seconds(() -> again(product, schema)), copy);
            if (product.equals("avstemming")) {
                var sums = "SELECT count(*) || ' ' || sum(debit) || ' ' || sum(credit) FROM ";
                assertThat(ProductDatabase.ask(sums + schema + ".parts")).isEqualTo(ask(sums + "ledger.voucher_rows"));
            }
            assertThat(relay.output() + taker.output()).doesNotContain("OutOfMemory", "ERROR");
        }
    }

    private static void print(String what, double seconds, double copy) {
        System.out.printf(
                Locale.ROOT,
                "%-32s %7.1f s %,10.0f rows/s %8.3f of COPY TO%n",
                what,
                seconds,
                ROWS / seconds,
                copy / seconds);
    }

    /** What was held back is let go. */
    private void deliver(String product) {
        var resumed = Await.result(new Subscriptions(database).resume(client, new Product(product)));
        assertThat(resumed).isTrue();
        await(product);
    }

    /** The product starts over, and asks for everything. */
    private void again(String product, String schema) {
        var pool = ProductDatabase.pool(vertx);
        var settings = ConsumerSettings.of(product).in(schema + "_inbox");
        Await.done(new Inbox(pool, settings, (event, tx) -> io.reactivex.rxjava3.core.Completable.complete())
                .rxForget(client.value()));
        var asked = Await.result(new Subscriptions(database).replay(client, new Product(product), 0));
        assertThat(asked).isEqualTo(Subscriptions.Replay.DONE);
        await(product);
        Await.done(pool.rxClose());
    }

    private void await(String product) {
        Await.until(PATIENCE, () -> acknowledged(product) > 0, () -> "acknowledged " + acknowledged(product));
    }

    private long acknowledged(String product) {
        return ask("SELECT CASE WHEN acked_gen = 1 THEN acked_seq ELSE 0 END::text FROM gateway.subscriptions"
                        + " WHERE product = '" + product + "'")
                .stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    private void copy() {
        var url = "jdbc:postgresql://" + db.host() + ":" + db.port() + "/" + db.database();
        try (var connection =
                DriverManager.getConnection(url, db.user(), db.password().reveal())) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SET LOCAL ROLE erp_system");
            }
            long copied = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT * FROM ledger.voucher_rows WHERE client_id = " + client + ") TO STDOUT",
                            OutputStream.nullOutputStream());
            assertThat(copied).isEqualTo(ROWS);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill() {
        run("INSERT INTO gateway.vouchers (client_id, row_hash, books_hash, from_gen, doc, hash_version, voucher_type,"
                + " voucher_date, voucher_id, number_series, number, voucher_text, modified_utc, created_utc)"
                + " SELECT {client}, n, n, 1, n, 1, 2, date '2025-01-01' + n % 365, gen_random_uuid(), 'A', 'A ' || n,"
                + " 'Faktura ' || n || ' fra leverandør', '2026-02-15T08:00:00.1234567Z', '2026-02-15T08:00:00.1234567Z'"
                + " FROM generate_series(1, " + VOUCHERS + ") n");
        run("INSERT INTO gateway.voucher_rows (client_id, account, from_gen, doc, voucher_date, row_no, debit, credit,"
                + " vat_code, row_text) SELECT {client}, (ARRAY[6800, 2710, 1920])[r], 1, n, date '2025-01-01' + n % 365, r,"
                + " (ARRAY[80.10, 20.03, 0])[r] * n, (ARRAY[0, 0, 100.13])[r] * n, '1', 'Rad ' || r || ' av bilag ' || n"
                + " FROM generate_series(1, " + VOUCHERS + ") n, generate_series(1, " + ROWS_EACH + ") r");
        run("INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, as_of, result, verdict, counts)"
                + " VALUES ({client}, 1, 1, 'ALL', '{vouchers/2025-01-01}', now(), 'DONE', 'OK',"
                + " '{\"documents\": {\"vouchers\": " + VOUCHERS + "}}')");
        run("INSERT INTO gateway.books (client_id, current_gen, last_gen, published_at, verified_at, verdict)"
                + " VALUES ({client}, 1, 1, now(), now(), 'OK')");
        long sequence = Await.result(
                database.forGateway(tx -> new Outbox().append(tx, firm.tenant(), client, EventKind.GENERATION, 1, 0)));
        assertThat(sequence).isOne();
        for (var product : List.of("rapport", "avstemming")) {
            assertThat(Await.result(new Subscriptions(database).pause(client, new Product(product))))
                    .isTrue();
        }
    }

    private void run(String sql) {
        var statement = new Sql("test", sql.replace("{client}", client.toString()));
        database.forGateway(tx -> tx.count(statement)).ignoreElement().blockingAwait();
    }

    private List<String> ask(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private static double seconds(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    /** The two of a pair find each other by their ports; each has 128 MB. */
    private JavaProcess start(Path folder, String name, Class<?> main, String... arguments) {
        boolean isRelay = main == BenchRelay.class;
        var all = new ArrayList<>(
                List.of(Integer.toString(ports[isRelay ? 0 : 1]), Integer.toString(ports[isRelay ? 1 : 0])));
        all.addAll(List.of(arguments));
        return JavaProcess.start(folder.resolve(name), main, all, Map.of(), "bench is ready");
    }
}
