package no.sticos.erp.sync;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import no.sticos.erp.bench.Bench;
import no.sticos.erp.bench.Heap;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway of 128 MB: one large client, and a Postgres that takes its time over each page. It comes through, and what
 * is left after collections does not grow on the way. Run by {@code mvn verify -Pbench}; {@code -Dbench.heap.vouchers}
 * is how many vouchers the large client has, each of them some four rows of the ledger's tables.
 */
@Bench
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeapBench {
    private static final int VOUCHERS = Integer.getInteger("bench.heap.vouchers", 300_000);
    private static final int CLIENTS = 8;
    private static final int EACH = 25_000;
    private static final Duration SLOW = Duration.ofMillis(150);

    private final Vertx vertx;
    private final Report report = new Report("heap");

    HeapBench(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
    }

    @AfterAll
    void print() {
        report.close();
    }

    @Test
    void one_client_of_many_rows(@TempDir Path folder) {
        measure("1 large client", folder, plans(1, VOUCHERS), Duration.ZERO);
    }

    @Test
    void clients_side_by_side_at_a_slow_postgres(@TempDir Path folder) {
        measure("slow Postgres, 8 clients", folder, plans(CLIENTS, EACH), SLOW);
    }

    private void measure(String what, Path folder, List<CompanyPlan> plans, Duration each) {
        try (var house = new BulkHouse(vertx, folder, plans, Heap.SMALL)) {
            house.registers(false);
            if (!each.isZero()) {
                house.slowPages(each);
            }
            try (var inFlight = house.highest("erp_pages_in_flight")) {
                house.load(plans);
                report.add(
                        "pages in flight over all runs, " + what,
                        List.of(inFlight.value()),
                        Goal.AT_MOST,
                        BulkHouse.POOL,
                        "of 8 runs at once; the pool of connections is the bound");
            }
            var heap = new Heap(house.collections().get(0));
            var detail = String.format(Locale.ROOT, "-Xmx128m, %,d rows: %s", house.rows(), heap);
            report.add("heap in use, 2nd half ÷ 1st, " + what, List.of(heap.growth()), Goal.AT_MOST, 1.2, detail);
        }
    }

    private static List<CompanyPlan> plans(int count, int vouchers) {
        var orgnrs = SyntheticOrgnr.all().limit(count).toList();
        return IntStream.range(0, count)
                .mapToObj(i -> CompanyPlan.of("Tung " + i + " AS", orgnrs.get(i), vouchers))
                .toList();
    }
}
