package no.sticos.erp.sync;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import no.sticos.erp.bench.Bench;
import no.sticos.erp.bench.Heap;
import no.sticos.erp.bench.Postgres;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.clients.Person;
import no.sticos.erp.clients.Tenant;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.SessionSettings;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred people of one firm, each with the client list open and live, on the one node that fetches its clients in
 * bulk at Visma's quota: how long the pages that they ask for take, how old the progress is that they are shown, and
 * whether a stream is lost. Run by {@code mvn verify -Pbench}; {@code -Dbench.crowd.people}, {@code
 * -Dbench.crowd.clients} and {@code -Dbench.crowd.seconds} are how many there are and how long they are watched.
 */
@Bench
class CrowdBench {
    private static final int PEOPLE = Integer.getInteger("bench.crowd.people", 200);
    private static final int CLIENTS = Integer.getInteger("bench.crowd.clients", 300);
    private static final int SECONDS = Integer.getInteger("bench.crowd.seconds", 90);
    private static final int VOUCHERS = 600;
    private static final int PER_MINUTE = 600;
    private static final int AMONG_HUNDRED = 95;
    private static final Duration LATENCY = Duration.ofMillis(80);
    private static final List<String> ROOM = List.of("-Xmx256m", "-Xlog:gc:file=gc.log");

    private final Vertx vertx;
    private final Report report = new Report("crowd");

    CrowdBench(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
    }

    @Test
    void two_hundred_people_watch_a_bulk_run(@TempDir Path folder) {
        var plans = plans();
        var house = StormHouse.withQuota(vertx, plans, CLIENTS + 1);
        try (var gateways = new Gateways(folder, environment(house));
                var postgres = new Postgres(house.dbSettings())) {
            var clients = plans.stream().map(house::connect).toList();
            postgres.run("UPDATE gateway.clients SET active = true, active_changed_at = now()");
            var truth = new StoredProgress(postgres);
            house.sandbox().quota().limit(PER_MINUTE);
            house.sandbox().faults().when("/v2/*").then(Misbehaviour.slow(LATENCY));
            gateways.restart(1, ROOM, Map.of());
            try (var crowd = new Crowd(vertx, gateways.address(), cookies(house), clients)) {
                crowd.open(house.integration());
                clients.forEach(client -> house.ask(client, Trigger.BULK));
                crowd.warm(Duration.ofSeconds(15));
                double cpu = gateways.cpuSeconds();
                Await.until(Duration.ofMinutes(10), () -> crowd.hasBeenWatched(SECONDS), () -> "still watching");
                report(crowd, truth, gateways, gateways.cpuSeconds() - cpu);
            }
        } finally {
            house.close();
        }
        report.close();
    }

    private void report(Crowd crowd, StoredProgress truth, Gateways gateways, double cpu) {
        var pages = crowd.pages();
        var ages = truth.ages(crowd.heard());
        var detail = String.format(
                Locale.ROOT,
                "%d people, %d clients, %d s: %d pages; median %.0f, p99 %.0f",
                PEOPLE,
                CLIENTS,
                SECONDS,
                pages.count(),
                pages.ofHundred(50),
                pages.ofHundred(99));
        report.add(
                "page answers in a bulk run, p95, ms",
                List.of(pages.ofHundred(AMONG_HUNDRED)),
                Goal.AT_MOST,
                200,
                detail);
        var told = String.format(
                Locale.ROOT, "%d times; median %.0f, p99 %.0f", ages.count(), ages.ofHundred(50), ages.ofHundred(99));
        report.add(
                "age of progress at the listener, p95, ms",
                List.of(ages.ofHundred(AMONG_HUNDRED)),
                Goal.AT_MOST,
                2_000,
                told);
        report.add("streams lost", List.of((double) crowd.lost()), Goal.AT_MOST, 0, "of " + PEOPLE);
        report.add("… processors that the node used", List.of(cpu / SECONDS), Goal.AT_MOST, 1, "with what it fetched");
        report.note("heap", List.of(new Heap(gateways.collections().get(0)).toString()));
        report.note("ages", List.of(truth.kinds()));
    }

    private static List<String> cookies(StormHouse house) {
        var sessions = new Sessions(house.database(), SessionSettings.DEFAULT);
        var firm = new Tenant(house.tenant(), "storm", "Fjordtall");
        return IntStream.range(0, PEOPLE)
                .mapToObj(number -> new Person("person-" + number, "Person " + number))
                .map(person -> Await.result(sessions.open(firm, person, EnumSet.allOf(Right.class))))
                .map(opened -> "erp=" + opened.cookie().reveal())
                .toList();
    }

    private static Map<String, String> environment(StormHouse house) {
        var environment = new TreeMap<>(house.environment());
        environment.put("ERP_VISMA_REQUESTSPERMINUTE", Integer.toString(PER_MINUTE));
        return environment;
    }

    private static List<CompanyPlan> plans() {
        var orgnrs = SyntheticOrgnr.all().limit(CLIENTS).toList();
        return IntStream.range(0, CLIENTS)
                .mapToObj(i -> CompanyPlan.of("Mengde " + i + " AS", orgnrs.get(i), VOUCHERS)
                        .years(1))
                .toList();
    }
}
