package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.books.Voucher;
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
    private static final int UNDISTURBED = 20;
    private static final int VOUCHERS = 30;

    private final long seed = Long.getLong("bulk.seed", 2026);
    private final int clients = Integer.getInteger("bulk.clients", 1_000);
    private final int perMinute = Integer.getInteger("bulk.perMinute", 6_000);
    private final Random random = new Random(seed);
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
            double usual = undisturbed(house, nodes, all.subList(0, UNDISTURBED));
            long before = house.sandbox().quota().admitted();
            var rest = all.subList(UNDISTURBED, all.size());
            long began = System.nanoTime();
            rest.forEach(house::activate);
            int blows = storm(house, nodes);
            double minutes = (System.nanoTime() - began) / (double) TimeUnit.MINUTES.toNanos(1);
            long more = house.sandbox().quota().admitted() - before - Math.round(usual * rest.size());
            long taken = number(house, "SELECT coalesce(sum(epoch - 1), 0) FROM gateway.runs");
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
            assertThat(more).as("requests that were made again").isLessThan(Math.round(taken * usual / 2));
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

    /** So long, or until nothing is left to do. */
    private static void pause(StormHouse house, Duration time) {
        long began = System.nanoTime();
        Await.until(
                time.multipliedBy(10),
                () -> System.nanoTime() - began > time.toNanos() || isDone(house),
                () -> "time stands still");
    }

    private static boolean isDone(StormHouse house) {
        return number(house, "SELECT count(*) FROM gateway.runs WHERE ended_at IS NULL") == 0;
    }

    private static void verify(StormHouse house, Map<ClientId, CompanyPlan> known) {
        assertThat(StormBooks.ask(house, "SELECT DISTINCT stage || ' ' || state || ' ' || verdict FROM gateway.runs"))
                .containsExactlyInAnyOrder("SETTINGS DONE UNKNOWN", "CURRENT DONE OK", "REST DONE OK");
        assertThat(number(
                        house,
                        "SELECT (SELECT count(*) FROM gateway.vouchers WHERE to_gen IS NOT NULL)"
                                + " + (SELECT count(*) FROM gateway.voucher_rows WHERE to_gen IS NOT NULL)"))
                .as("rows written twice")
                .isZero();
        known.forEach((client, plan) ->
                assertThat(rows(house, client)).as(plan.name()).isEqualTo(truth(house, plan)));
    }

    private static List<String> rows(StormHouse house, ClientId client) {
        return new ArrayList<>(StormBooks.ask(
                house,
                "SELECT v.voucher_id || ' ' || r.row_no || ' ' || r.account || ' ' || (r.debit * 100)::bigint || ' '"
                        + " || (r.credit * 100)::bigint AS line FROM gateway.vouchers v JOIN gateway.voucher_rows r"
                        + " USING (client_id, from_gen, doc) WHERE v.client_id = " + client.value()
                        + " ORDER BY v.voucher_id, r.row_no"));
    }

    private static List<String> truth(StormHouse house, CompanyPlan plan) {
        return house.sandbox().company(plan.id()).books().vouchers().stream()
                .sorted((one, other) -> one.id().toString().compareTo(other.id().toString()))
                .flatMap(BulkStormIT::lines)
                .toList();
    }

    private static Stream<String> lines(Voucher.Booked voucher) {
        var rows = voucher.rows();
        return IntStream.range(0, rows.size())
                .mapToObj(i -> voucher.id() + " " + (i + 1) + " " + rows.get(i).account() + " "
                        + rows.get(i).debit() + " " + rows.get(i).credit());
    }

    private static long number(StormHouse house, String sql) {
        return Long.parseLong(
                StormBooks.ask(house, "SELECT (" + sql + ")::text").get(0));
    }
}
