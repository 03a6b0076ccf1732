package no.sticos.erp.sync;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import no.sticos.erp.bench.Bench;
import no.sticos.erp.bench.Heap;
import no.sticos.erp.bench.Postgres;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand clients come in for the first time, at a Visma that answers after 80 ms and counts 600 requests a minute to
 * each path, by two nodes of 128 MB: how long that takes beside what the busiest path's requests must take, whether
 * anything is refused, and whether the heaps grow. Run by {@code mvn verify -Pbench}; {@code -Dbench.clients} and
 * {@code -Dbench.client.vouchers} are how many there are and of what size.
 */
@Bench
class ThousandBench {
    private static final int CLIENTS = Integer.getInteger("bench.clients", 1_000);
    private static final int VOUCHERS = Integer.getInteger("bench.client.vouchers", 60);
    private static final int PER_MINUTE = 600;
    private static final int NODES = 2;
    private static final Duration LATENCY = Duration.ofMillis(80);
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final String ID = "/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String DATE = "/[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private final Vertx vertx;
    private final Report report = new Report("thousand");

    ThousandBench(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
    }

    @Test
    void a_thousand_clients_at_vismas_quota(@TempDir Path folder) {
        var plans = plans();
        var house = StormHouse.withQuota(vertx, plans, CLIENTS + 1);
        try (var gateways = new Gateways(folder, environment(house));
                var postgres = new Postgres(house.dbSettings())) {
            var clients = plans.stream().map(house::connect).toList();
            clients.forEach(client -> house.ask(client, Trigger.BULK));
            // A thousand companies are not chosen within one minute, as here.
            house.sandbox().quota().limit(PER_MINUTE);
            house.sandbox().faults().when("/v2/*").then(Misbehaviour.slow(LATENCY));
            house.sandbox().faults().forgetCounts();
            gateways.restart(NODES, Heap.SMALL, Map.of());
            var runs = new RunsSeen(postgres);
            var stages = new ArrayList<Map<String, Long>>();
            for (var stage : List.of(Stage.SETTINGS, Stage.CURRENT, Stage.REST)) {
                runs.restOf(stage, clients, PATIENCE);
                stages.add(counted(house));
            }
            house.rest(PATIENCE);
            runs.refuseAnythingButDone(0, gateways::output);
            budget(house, stages, runs.seconds(0));
            heap(gateways);
        } finally {
            house.close();
        }
        report.close();
    }

    /** Who is fetched by a click could have three quarters of the quota at most; this is bulk, and has all but a share. */
    private static Map<String, String> environment(StormHouse house) {
        var environment = new TreeMap<>(house.environment());
        environment.put("ERP_VISMA_REQUESTSPERMINUTE", Integer.toString(PER_MINUTE));
        return environment;
    }

    /**
     * Everybody's settings come before what is open of anybody's books, and that before the rest: a list of one stage is
     * not asked for while one of another is waited for, so that each stage has a busiest path of its own.
     *
     * @param stages requests by path until everybody was through with the stage
     */
    private void budget(StormHouse house, List<Map<String, Long>> stages, double seconds) {
        var paths = counted(house);
        var busiest = busiest(paths);
        double bound = bound(busiest.getValue());
        var detail = String.format(
                Locale.ROOT,
                "%d clients, %d nodes: %.0f s; %,d requests to %s, bound %.0f s, or %.0f s if Visma's first minute is full at once",
                CLIENTS,
                NODES,
                seconds,
                busiest.getValue(),
                busiest.getKey(),
                bound,
                bound(Math.max(0, busiest.getValue() - PER_MINUTE)));
        report.add(CLIENTS + " clients, 80 ms: time ÷ bound", List.of(seconds / bound), Goal.AT_MOST, 1.1, detail);
        byStage(stages, seconds);
        double refused = house.sandbox().quota().refused();
        report.add("… answers 429", List.of(refused), Goal.AT_MOST, 0, "counted by Visma, by path");
    }

    private void byStage(List<Map<String, Long>> stages, double seconds) {
        var before = Map.<String, Long>of();
        var told = new ArrayList<String>();
        double bound = 0;
        for (var until : stages) {
            var own = new TreeMap<>(until);
            before.forEach((path, count) -> own.merge(path, -count, Long::sum));
            var busiest = busiest(own);
            told.add(String.format(Locale.ROOT, "%,d to %s", busiest.getValue(), busiest.getKey()));
            bound += bound(busiest.getValue());
            before = until;
        }
        var detail = String.format(Locale.ROOT, "%s: bound %.0f s", String.join(", then ", told), bound);
        report.add("… ÷ bound of the stages, one after the other", List.of(seconds / bound), Goal.AT_MOST, 1.1, detail);
    }

    private static Map<String, Long> counted(StormHouse house) {
        var paths = new TreeMap<String, Long>();
        house.sandbox().faults().counts().forEach((path, count) -> paths.merge(template(path), count, Long::sum));
        return paths;
    }

    private static Map.Entry<String, Long> busiest(Map<String, Long> paths) {
        return Collections.max(paths.entrySet(), Map.Entry.comparingByValue());
    }

    private static double bound(long requests) {
        return (double) requests / PER_MINUTE * TimeUnit.MINUTES.toSeconds(1);
    }

    private void heap(Gateways gateways) {
        gateways.collections().forEach(log -> {
            var heap = new Heap(log);
            report.add(
                    "heap in use, 2nd half ÷ 1st, " + CLIENTS + " clients",
                    List.of(heap.growth()),
                    Goal.AT_MOST,
                    1.2,
                    VOUCHERS + " vouchers each, two nodes of -Xmx128m: " + heap);
        });
    }

    private static String template(String path) {
        return path.replaceAll(ID, "/{id}").replaceAll(DATE, "/{date}");
    }

    private static List<CompanyPlan> plans() {
        var orgnrs = SyntheticOrgnr.all().limit(CLIENTS).toList();
        return IntStream.range(0, CLIENTS)
                .mapToObj(i -> CompanyPlan.of("Tusen " + i + " AS", orgnrs.get(i), VOUCHERS)
                        .years(1))
                .toList();
    }
}
