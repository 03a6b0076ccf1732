package no.sticos.erp.sync;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.bench.Bench;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What small clients wait for their first books, by clicks one after the other, alone and while a client of a million
 * rows comes in for the first time too. Run by {@code mvn verify -Pbench}; {@code -Dbench.fair.vouchers} is how many
 * vouchers the large client has, {@code -Dbench.rounds} how often both are measured.
 */
@Bench
class FairBench {
    private static final int VOUCHERS = Integer.getInteger("bench.fair.vouchers", 500_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int SMALL = 20;
    private static final int SMALL_VOUCHERS = 300;
    private static final Duration BETWEEN = Duration.ofMillis(700);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int AMONG_HUNDRED = 95;

    private final Vertx vertx;

    FairBench(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
    }

    @Test
    void small_clients_beside_a_large_one(@TempDir Path folder) {
        var plans = plans();
        var report = new Report("fair");
        try (var house = new BulkHouse(vertx, folder, plans, List.of("-Xmx512m"))) {
            house.registers(false);
            var clients = house.load(plans);
            var large = clients.get(SMALL);
            var small = clients.subList(0, SMALL);
            var ratios = new ArrayList<Double>();
            var waits = new ArrayList<String>();
            for (int round = 0; round < ROUNDS; round++) {
                double alone = alone(house, small);
                double beside = beside(house, small, large);
                ratios.add(beside / alone);
                waits.add(String.format(Locale.ROOT, "%.2f → %.2f s", alone, beside));
            }
            report.add(
                    "small clients' p95 beside a large one ÷ alone",
                    ratios,
                    Goal.AT_MOST,
                    2,
                    SMALL + " small ones, " + house.rows() + " rows in all: " + waits);
        }
        report.close();
    }

    private static double alone(BulkHouse house, List<ClientId> small) {
        house.forget();
        click(house, small);
        return p95(house.runs().waits(small));
    }

    /** The large one is under way from before the first click until after the last one is served. */
    private static double beside(BulkHouse house, List<ClientId> small, ClientId large) {
        house.forget();
        house.ask(large, Trigger.BULK);
        Await.pause(BETWEEN.multipliedBy(2));
        click(house, small);
        var waits = house.runs().waits(small);
        if (!house.runs().isUnderWay(large)) {
            throw new AssertionError("the large client was done before the small ones");
        }
        house.runs().rest(List.of(large), PATIENCE);
        return p95(waits);
    }

    private static void click(BulkHouse house, List<ClientId> small) {
        small.forEach(client -> {
            house.ask(client, Trigger.CLICK);
            Await.pause(BETWEEN);
        });
        house.runs().rest(small, PATIENCE);
    }

    private static double p95(List<Double> waits) {
        var sorted = waits.stream().sorted().toList();
        return sorted.get((sorted.size() * AMONG_HUNDRED + 99) / 100 - 1);
    }

    private static List<CompanyPlan> plans() {
        var orgnrs = SyntheticOrgnr.all().limit(SMALL + 1).toList();
        return Stream.concat(
                        IntStream.range(0, SMALL)
                                .mapToObj(i -> CompanyPlan.of("Liten " + i + " AS", orgnrs.get(i), SMALL_VOUCHERS)),
                        Stream.of(CompanyPlan.of("Stor AS", orgnrs.get(SMALL), VOUCHERS)))
                .toList();
    }
}
