package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes bring a thousand clients in for the first time while one after the other is killed or frozen, some for
 * longer than a lease, at a Visma that counts. A few clients come in before, undisturbed: they tell what a client asks.
 *
 * <p>{@code -Dbulk.seed=17}, {@code -Dbulk.clients=50}, {@code -Dbulk.perMinute=600}.
 */
@Tag("bulk")
class BulkStormIT {
    private static final Duration PATIENCE = Duration.ofMinutes(40);
    private static final Duration BETWEEN = Duration.ofSeconds(6);
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(70);
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final int NODES = 3;
    /** Pages of a run that are asked for, or read and not written: {@code src/docs/bounds.md}. */
    private static final int IN_FLIGHT = 3;
    /** Of two years: how many vouchers each has, what was changed, and the balances at three days. */
    private static final int LAST_QUESTIONS = 6;

    private static final int UNDISTURBED = 20;
    private static final int VOUCHERS = 30;

    private final long seed = Long.getLong("bulk.seed", 2026);
    private final int clients = Integer.getInteger("bulk.clients", 1_000);
    private final int perMinute = Integer.getInteger("bulk.perMinute", 6_000);
    private final Random random = new Random(seed);
    private final AskedPages asked = new AskedPages();
    private final Vertx vertx = Vertx.vertx();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void nodes_that_die_and_stand_still_ask_for_no_more_than_they_may_and_land_each_row_once() {
        var plans = plans();
        var house = StormHouse.withQuota(vertx, plans, perMinute);
        var environment = house.environment();
        environment.put("ERP_VISMA_REQUESTSPERMINUTE", Integer.toString(perMinute));
        try (var nodes = new StormNodes(folder, environment, NODES)) {
            var known = new LinkedHashMap<ClientId, CompanyPlan>();
            plans.forEach(plan -> known.put(house.connect(plan), plan));
            var all = List.copyOf(known.keySet());
            house.sandbox().faults().when("/v2/*").then(asked.noting());
            double usual = undisturbed(house, nodes, all.subList(0, UNDISTURBED));
            long before = house.sandbox().quota().admitted();
            var rest = all.subList(UNDISTURBED, all.size());
            long began = System.nanoTime();
            rest.forEach(house::activate);
            int blows = storm(house, nodes);
            double minutes = (System.nanoTime() - began) / (double) TimeUnit.MINUTES.toNanos(1);
            long more = house.sandbox().quota().admitted() - before - Math.round(usual * rest.size());
            long taken = StormTruth.number(house, "SELECT coalesce(sum(epoch - 1), 0) FROM gateway.runs");
            System.out.printf(
                    "%d clients on %d nodes, seed %d, %d blows: %.1f min; %.1f requests a client undisturbed,"
                            + " %d more in all, %d leases taken over; %d refused%n",
                    rest.size(),
                    NODES,
                    seed,
                    blows,
                    minutes,
                    usual,
                    more,
                    taken,
                    house.sandbox().quota().refused());
            verify(house, known);
            assertThat(house.sandbox().quota().refused())
                    .as("requests above the quota")
                    .isZero();
            assertThat(again(house, known))
                    .as("pages read again of clients that lost too few leases for it")
                    .isEmpty();
        } finally {
            house.close();
            Await.done(vertx.rxClose());
        }
    }

    private List<CompanyPlan> plans() {
        var orgnrs = SyntheticOrgnr.all().limit(clients + UNDISTURBED).toList();
        return IntStream.range(0, orgnrs.size())
                .mapToObj(i -> CompanyPlan.of("Mange " + i + " AS", orgnrs.get(i), VOUCHERS)
                        .years(2))
                .toList();
    }

    /** Gives how many requests a client takes. */
    private static double undisturbed(StormHouse house, StormNodes nodes, List<ClientId> some) {
        long before = house.sandbox().quota().admitted();
        some.forEach(house::activate);
        Await.until(PATIENCE, () -> isDone(house), nodes::outputs);
        return (house.sandbox().quota().admitted() - before) / (double) some.size();
    }

    /** Strikes one node after the other until nothing is left to do; gives how often. */
    private int storm(StormHouse house, StormNodes nodes) {
        long began = System.nanoTime();
        int blows = 0;
        while (!isDone(house)) {
            assertThat(System.nanoTime() - began)
                    .as(() -> "standing still\n" + nodes.outputs())
                    .isLessThan(PATIENCE.toNanos());
            strike(house, nodes);
            blows++;
            pause(house, BETWEEN);
        }
        return blows;
    }

    private void strike(StormHouse house, StormNodes nodes) {
        var name = nodes.names().get(random.nextInt(NODES));
        if (random.nextBoolean()) {
            nodes.kill(name);
            pause(house, SHORT);
            nodes.start(name);
        } else {
            nodes.freeze(name);
            pause(house, random.nextInt(3) == 0 ? LONGER_THAN_A_LEASE : SHORT);
            nodes.thaw(name);
        }
    }

    /**
     * Tells how many pages were read again; gives the clients of which that were more than a run had in flight each
     * time that it changed hands, or whose last questions were asked more than once more.
     */
    private Map<String, Map<String, Long>> again(StormHouse house, Map<ClientId, CompanyPlan> known) {
        var leases = lostLeases(house);
        var usual = asked.usual(companies(known).subList(0, UNDISTURBED));
        var tooOften = new TreeMap<String, Map<String, Long>>();
        long all = 0;
        for (var each : known.entrySet()) {
            long lost = leases.getOrDefault(each.getKey().value(), 0L);
            var pages = asked.again(each.getValue().id(), usual);
            var last = asked.lastAgain(each.getValue().id(), usual);
            all += sum(pages);
            if (sum(pages) > IN_FLIGHT * lost || sum(last) > LAST_QUESTIONS * lost) {
                pages.putAll(last);
                tooOften.put(each.getValue().name() + ", leases lost: " + lost, pages);
            }
        }
        System.out.printf("%d pages read again; %d in flight when a lease is lost at most%n", all, IN_FLIGHT);
        return tooOften;
    }

    private static long sum(Map<String, Long> times) {
        return times.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<UUID> companies(Map<ClientId, CompanyPlan> known) {
        return known.values().stream().map(CompanyPlan::id).toList();
    }

    private static Map<Long, Long> lostLeases(StormHouse house) {
        return StormBooks.ask(house, "SELECT client_id || ' ' || sum(epoch - 1) FROM gateway.runs GROUP BY client_id")
                .stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> Long.valueOf(words[0]), words -> Long.valueOf(words[1])));
    }

    /** So long, or until nothing is left to do. */
    private static void pause(StormHouse house, Duration time) {
        long began = System.nanoTime();
        Await.until(
                time.multipliedBy(10),
                () -> System.nanoTime() - began > time.toNanos() || isDone(house),
                () -> "time stands still");
    }

    private static boolean isDone(StormHouse house) {
        return StormTruth.number(house, "SELECT count(*) FROM gateway.runs WHERE ended_at IS NULL") == 0;
    }

    private static void verify(StormHouse house, Map<ClientId, CompanyPlan> known) {
        assertThat(StormBooks.ask(house, "SELECT DISTINCT stage || ' ' || state || ' ' || verdict FROM gateway.runs"))
                .containsExactlyInAnyOrder("SETTINGS DONE UNKNOWN", "CURRENT DONE OK", "REST DONE OK");
        assertThat(StormTruth.writtenTwice(house)).as("rows written twice").isZero();
        known.forEach((client, plan) -> StormTruth.assertWhole(house, client, plan));
    }
}
