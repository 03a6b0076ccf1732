package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Gate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes in the middle of many runs when Postgres cuts them off and refuses connections for longer than a lease:
 * the nodes stay, and when it lets them in again everything comes to its end by itself, nothing lost and nothing twice.
 */
@Tag("fault")
class PostgresAwayIT {
    private static final int CLIENTS = 30;
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("fault.away", 65));
    /** P12: two minutes, of which a lease is one; then there is what was left to do. */
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void runs_that_were_under_way_come_to_their_end_by_themselves() {
        var plans = plans();
        var house = StormHouse.withQuota(vertx, plans, 60_000);
        var gate = new Gate(vertx, house.dbSettings().port());
        var environment = house.environment();
        environment.put("ERP_DB_PORT", Integer.toString(gate.port()));
        environment.put("ERP_VISMA_REQUESTSPERMINUTE", "60000");
        try (var nodes = new StormNodes(folder, environment, 2)) {
            var known = new LinkedHashMap<ClientId, CompanyPlan>();
            plans.forEach(plan -> known.put(house.connect(plan), plan));
            house.sandbox().faults().when("/v2/*").then(Misbehaviour.slow(Duration.ofMillis(250)));
            known.keySet().forEach(house::activate);
            Await.until(PATIENCE, () -> done(house) > CLIENTS / 2, nodes::outputs);

            gate.shut();
            long before = done(house);
            assertThat(underWay(house)).as("runs under way").isGreaterThan(1);
            pass(AWAY);
            assertThat(done(house)).as("who is shut out does nothing").isEqualTo(before);
            gate.open();
            long opened = System.nanoTime();
            Await.until(RECOVERY, () -> done(house) > before, nodes::outputs);
            System.out.printf(
                    "away for %d s: the first run is done %d s afterwards%n",
                    AWAY.toSeconds(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - opened));

            Await.until(PATIENCE, () -> underWay(house) + queued(house) == 0, nodes::outputs);
            assertThat(StormBooks.ask(house, "SELECT DISTINCT stage || ' ' || state FROM gateway.runs"))
                    .containsExactlyInAnyOrder("SETTINGS DONE", "CURRENT DONE", "REST DONE");
            assertThat(StormTruth.writtenTwice(house)).as("rows written twice").isZero();
            known.forEach((client, plan) -> StormTruth.assertWhole(house, client, plan));
        } finally {
            house.close();
            Await.done(vertx.rxClose());
        }
    }

    /** Longer than a pause may be. */
    private static void pass(Duration time) {
        long began = System.nanoTime();
        Await.until(time.multipliedBy(2), () -> System.nanoTime() - began > time.toNanos(), () -> "time stands still");
    }

    private static long done(StormHouse house) {
        return runs(house, "DONE");
    }

    private static long underWay(StormHouse house) {
        return runs(house, "RUNNING");
    }

    private static long queued(StormHouse house) {
        return runs(house, "QUEUED");
    }

    private static long runs(StormHouse house, String state) {
        return StormTruth.number(house, "SELECT count(*) FROM gateway.runs WHERE state = '" + state + "'");
    }

    private static List<CompanyPlan> plans() {
        var orgnrs = SyntheticOrgnr.all().limit(CLIENTS).toList();
        return IntStream.range(0, CLIENTS)
                .mapToObj(i ->
                        CompanyPlan.of("Stengt " + i + " AS", orgnrs.get(i), 30).years(2))
                .toList();
    }
}
