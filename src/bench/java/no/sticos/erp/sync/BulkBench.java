package no.sticos.erp.sync;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.bench.Bench;
import no.sticos.erp.bench.CopyReference;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bulk runs beside COPY of the same rows, and beside Apache Camel. Each round measures COPY and then ours, and a figure
 * is the median of the rounds' ratios. Run by {@code mvn verify -Pbench}; {@code -Dbench.vouchers} is how many vouchers
 * each set of clients has in all, {@code -Dbench.rounds} how many rounds, {@code -Dbench.parts} what is measured beside
 * eight clients: {@code src/docs/bench.md}.
 */
@Bench
class BulkBench {
    private static final int VOUCHERS = Integer.getInteger("bench.vouchers", 120_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final List<String> PARTS = List.of(
            System.getProperty("bench.parts", "camel,registers,one,many").split(",", -1));
    private static final int TIMES = 5;
    private static final double MILLION = 1e6;
    private static final List<String> USUAL = List.of("-Xmx512m");

    private final Vertx vertx;
    private final Report report = new Report("bulk");
    private final List<Double> rates = new ArrayList<>();

    BulkBench(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
    }

    /** What one round measured, with COPY of the same rows just before it. */
    private record Round(long rows, CopyReference.Cost copy, BulkHouse.Cost ours) {
        double speed() {
            return copy.seconds() / ours.seconds();
        }

        double gatewayCpu() {
            return ours.gateway() / copy.cpuSeconds();
        }

        double postgresCpu() {
            return ours.postgres() / copy.cpuSeconds();
        }

        double rowsPerSecond() {
            return rows / ours.seconds();
        }
    }

    @AfterEach
    void print() {
        report.close();
    }

    @Test
    void bulk_runs_beside_copy_and_camel(@TempDir Path folder) {
        var companies = SandboxUniverse.bulk(6, 41, 1).companies();
        var eight = sized(companies.subList(0, 8));
        var one = sized(companies.subList(8, 9));
        var many = sized(companies.subList(9, 41));
        var all = Stream.of(eight, one, many).flatMap(List::stream).toList();
        try (var house = new BulkHouse(vertx, folder, all, USUAL)) {
            house.surroundings().forEach(report::surrounding);
            var copy = new CopyReference(house.postgres());
            house.registers(false);
            eight(house, copy, house.load(eight));
            if (isOn("one")) {
                house.forget();
                one(house, copy, house.load(one));
            }
            if (isOn("many")) {
                house.forget();
                firstSyncs(house, copy, house.load(many));
                double best =
                        rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
                double newest = rates.get(rates.size() - 1);
                report.add("32 clients ÷ best", List.of(newest / best), Goal.AT_LEAST, 0.95, "rows a second");
            }
        }
    }

    private void eight(BulkHouse house, CopyReference copy, List<ClientId> clients) {
        firstSyncs(house, copy, clients);
        report.note("sizes of tables with their indexes", house.sizes());
        unchanged(house, copy, clients);
        changed(house, copy, clients);
        house.forget();
        report.note("first sync: statements at work, connections on average", house.stages(clients));
        report.note("unchanged: statements at work, connections on average", house.stages(clients));
        if (isOn("camel")) {
            beside(house, clients);
        }
        if (isOn("registers")) {
            registers(house, copy, clients);
        }
    }

    private void registers(BulkHouse house, CopyReference copy, List<ClientId> clients) {
        house.registers(true);
        house.fetch(forgotten(house, clients));
        copy.save();
        var rounds = rounds(house, copy, round -> forgotten(house, clients));
        add("first sync with registers, 8 clients ÷ C", rounds, Round::speed, Goal.AT_LEAST, 0.75);
        house.registers(false);
    }

    private static boolean isOn(String part) {
        return PARTS.contains(part);
    }

    private void one(BulkHouse house, CopyReference copy, List<ClientId> clients) {
        firstSyncs(house, copy, clients);
        var paces = IntStream.range(0, ROUNDS)
                .mapToObj(round -> house.pace(forgotten(house, clients)))
                .toList();
        report.add("a page's time, last decile ÷ first", paces, Goal.AT_MOST, 1.5, "1 client, tables never analysed");
    }

    private void firstSyncs(BulkHouse house, CopyReference copy, List<ClientId> clients) {
        copy.save();
        var rounds = rounds(house, copy, round -> forgotten(house, clients));
        var what = "first sync, " + clients.size() + (clients.size() == 1 ? " client" : " clients");
        add(what + " ÷ C", rounds, Round::speed, Goal.AT_LEAST, clients.size() == 1 ? 0.55 : 0.75);
        cpu(what, rounds);
        rates.add(of(rounds, Round::rowsPerSecond));
    }

    private void unchanged(BulkHouse house, CopyReference copy, List<ClientId> clients) {
        house.tidy();
        var rounds = rounds(house, copy, round -> clients);
        add("unchanged full re-read ÷ C", rounds, Round::speed, Goal.AT_LEAST, 1.5);
        add("… ledger rows written", rounds, each -> (double) each.ours().rowsWritten(), Goal.AT_MOST, 0);
        add("… MB of WAL per 400 000 rows", rounds, BulkBench::wal, Goal.AT_MOST, 1);
        cpu("unchanged", rounds);
    }

    private static double wal(Round round) {
        return round.ours().walBytes() / MILLION * 400_000 / round.rows();
    }

    private void changed(BulkHouse house, CopyReference copy, List<ClientId> clients) {
        var rounds = rounds(house, copy, round -> {
            house.tidy();
            house.edition(round + 1);
            return clients;
        });
        add("5 % changed ÷ C", rounds, Round::speed, Goal.AT_LEAST, 1.1);
        cpu("5 % changed", rounds);
    }

    /** Both start cold, read everything for the first time, and then four times more as it was. */
    private void beside(BulkHouse house, List<ClientId> clients) {
        var cold = new ArrayList<Double>();
        var often = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            var peer = house.peer(TIMES);
            house.restart(USUAL);
            house.forget();
            var ours = IntStream.range(0, TIMES)
                    .mapToObj(time -> house.fetch(clients).seconds())
                    .toList();
            cold.add(peer.get(0) / ours.get(0));
            often.add(sum(peer) / sum(ours));
        }
        var detail = "Camel's time ÷ ours; of Camel the vouchers' rows only, in one table without versions and proof";
        report.add("Camel, first sync, cold", cold, Goal.AT_LEAST, 2, detail);
        report.add("Camel, the same and 4 times unchanged", often, Goal.AT_LEAST, 4, detail);
    }

    private static double sum(List<Double> each) {
        return each.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static List<ClientId> forgotten(BulkHouse house, List<ClientId> clients) {
        house.forget();
        return clients;
    }

    private static List<Round> rounds(BulkHouse house, CopyReference copy, Function<Integer, List<ClientId>> prepared) {
        return IntStream.range(0, ROUNDS)
                .mapToObj(round -> {
                    var reference = copy.measure();
                    var cost = house.fetch(prepared.apply(round));
                    return new Round(house.rows(), reference, cost);
                })
                .toList();
    }

    private void cpu(String what, List<Round> rounds) {
        add("CPU of Postgres ÷ COPY's, " + what, rounds, Round::postgresCpu, Goal.AT_MOST, 1.7);
        add("CPU of the gateway ÷ COPY's, " + what, rounds, Round::gatewayCpu, Goal.AT_MOST, 1.0);
    }

    private void add(String what, List<Round> rounds, Function<Round, Double> value, Goal side, double goal) {
        report.add(what, rounds.stream().map(value).toList(), side, goal, detail(rounds));
    }

    private static String detail(List<Round> rounds) {
        double rows = rounds.get(0).rows();
        return String.format(
                Locale.ROOT,
                "%,.0f rows: %.2f s, COPY %.2f s; CPU s per 1 M rows: gateway %.2f, Postgres %.2f, COPY %.2f, Visma %.2f",
                rows,
                of(rounds, each -> each.ours().seconds()),
                of(rounds, each -> each.copy().seconds()),
                of(rounds, each -> each.ours().gateway()) * MILLION / rows,
                of(rounds, each -> each.ours().postgres()) * MILLION / rows,
                of(rounds, each -> each.copy().cpuSeconds()) * MILLION / rows,
                of(rounds, each -> each.ours().visma()) * MILLION / rows);
    }

    private static double of(List<Round> rounds, Function<Round, Double> value) {
        return Report.median(rounds.stream().map(value).toList());
    }

    private static List<CompanyPlan> sized(List<CompanyPlan> plans) {
        return plans.stream()
                .map(plan -> CompanyPlan.of(plan.name(), plan.orgnr(), VOUCHERS / plans.size()))
                .toList();
    }
}
