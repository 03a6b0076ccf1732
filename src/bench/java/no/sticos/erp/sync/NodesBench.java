package no.sticos.erp.sync;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import no.sticos.erp.bench.Bench;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a second node brings where each answer of Visma's takes 80 ms and its quota does not bind: as nodes are set by
 * themselves, and with as many runs at once as serve one node best. Run by {@code mvn verify -Pbench}; {@code
 * -Dbench.nodes.clients} is how many clients are fetched, {@code -Dbench.rounds} how often.
 */
@Bench
class NodesBench {
    private static final int CLIENTS = Integer.getInteger("bench.nodes.clients", 36);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int VOUCHERS = 60;
    private static final Duration LATENCY = Duration.ofMillis(80);
    /** As nodes are set by themselves, and more. */
    private static final List<Integer> RUNS_AT_ONCE = List.of(6, 12, 24);

    private final Vertx vertx;

    NodesBench(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
    }

    /** Of nodes with so many runs at once each: what a round took. */
    private record Measured(int nodes, int runsAtOnce, List<BulkHouse.Cost> rounds) {
        double seconds() {
            return Report.median(rounds.stream().map(BulkHouse.Cost::seconds).toList());
        }

        /** Of the machine's processors, those that were at work. */
        double busy() {
            return Report.median(rounds.stream()
                    .map(cost -> (cost.gateway() + cost.postgres() + cost.visma()) / cost.seconds())
                    .toList());
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%d × %d runs %.1f s, %.1f processors busy", nodes, runsAtOnce, seconds(), busy());
        }
    }

    @Test
    void a_second_node(@TempDir Path folder) {
        var plans = plans();
        var report = new Report("nodes");
        try (var house = new BulkHouse(vertx, folder, plans, List.of("-Xmx256m"))) {
            house.registers(false);
            var clients = house.load(plans);
            house.latency(LATENCY);
            var alone = new LinkedHashMap<Integer, Measured>();
            RUNS_AT_ONCE.forEach(runs -> alone.put(runs, measured(house, clients, 1, runs)));
            var best = alone.values().stream()
                    .min((one, other) -> Double.compare(one.seconds(), other.seconds()))
                    .orElseThrow();
            add(
                    report,
                    "2 nodes ÷ 1, as they are set",
                    alone.values().iterator().next(),
                    house,
                    clients);
            add(report, "2 nodes ÷ 1, each at its best", best, house, clients);
            report.note(
                    "one node", alone.values().stream().map(Measured::toString).toList());
        }
        report.close();
    }

    private static void add(Report report, String what, Measured one, BulkHouse house, List<ClientId> clients) {
        var two = measured(house, clients, 2, one.runsAtOnce());
        var gains = IntStream.range(0, ROUNDS)
                .mapToObj(round -> one.rounds().get(round).seconds()
                        / two.rounds().get(round).seconds())
                .toList();
        report.add(what, gains, Goal.AT_LEAST, 1.8, "80 ms an answer, " + CLIENTS + " clients: " + one + "; " + two);
    }

    private static Measured measured(BulkHouse house, List<ClientId> clients, int nodes, int runsAtOnce) {
        var pool = Integer.toString(Math.max(BulkHouse.POOL, runsAtOnce + 2));
        var settings = Map.of("ERP_SYNC_RUNSATONCE", Integer.toString(runsAtOnce), "ERP_DB_POOLSIZE", pool);
        house.restart(nodes, List.of("-Xmx256m"), settings);
        var rounds = new ArrayList<BulkHouse.Cost>();
        // The first one warms the nodes up.
        for (int round = 0; round <= ROUNDS; round++) {
            house.forget();
            rounds.add(house.fetch(clients));
        }
        return new Measured(nodes, runsAtOnce, rounds.subList(1, rounds.size()));
    }

    private static List<CompanyPlan> plans() {
        var orgnrs = SyntheticOrgnr.all().limit(CLIENTS).toList();
        return IntStream.range(0, CLIENTS)
                .mapToObj(i -> CompanyPlan.of("Node " + i + " AS", orgnrs.get(i), VOUCHERS))
                .toList();
    }
}
