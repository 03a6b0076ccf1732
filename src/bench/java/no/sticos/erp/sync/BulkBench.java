package no.sticos.erp.sync;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.bench.CopyReference;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bulk runs beside COPY of the same rows: first sync, unchanged, a twentieth part changed. Each round measures COPY and
 * then ours, and a figure is the median of the rounds' ratios. Run by {@code mvn verify -Pbench}; {@code
 * -Dbench.vouchers} is how many vouchers each set of clients has in all, {@code -Dbench.rounds} how many rounds.
 */
@Tag("bench")
@ExtendWith(VertxExtension.class)
class BulkBench {
    private static final int VOUCHERS = Integer.getInteger("bench.vouchers", 160_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final List<Integer> SETS = List.of(8, 1, 32);
    private static final double MILLION = 1e6;
    private static final List<String> OPTIONS = List.of("-Xmx512m");

    private final Vertx vertx;
    private final Report report = new Report("bulk");

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
    }

    @Test
    void bulk_runs_beside_copy(@TempDir Path folder) {
        var sets = companies();
        try (var house =
                new BulkHouse(vertx, folder, sets.stream().flatMap(List::stream).toList(), OPTIONS)) {
            house.surroundings().forEach(report::surrounding);
            var copy = new CopyReference(house.postgres());
            var rates = new ArrayList<Double>();
            for (var set : sets) {
                var clients = house.load(set);
                copy.save();
                rates.add(firstSyncs(house, copy, clients));
                if (set.size() == 8) {
                    unchanged(house, copy, clients);
                    changed(house, copy, clients);
                }
                house.forget();
            }
            double best = rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            report.add("32 clients ÷ best", List.of(rates.get(2) / best), Goal.AT_LEAST, 0.95, "rows a second");
        } finally {
            report.close();
        }
    }

    /** Gives the rows a second. */
    private double firstSyncs(BulkHouse house, CopyReference copy, List<ClientId> clients) {
        var rounds = rounds(house, copy, round -> {
            house.forget();
            return clients;
        });
        var what = "first sync, " + clients.size() + (clients.size() == 1 ? " client" : " clients");
        add(what + " ÷ C", rounds, Round::speed, Goal.AT_LEAST, clients.size() == 1 ? 0.55 : 0.75);
        if (clients.size() == 8) {
            cpu(what, rounds);
        }
        return Report.median(
                rounds.stream().map(each -> each.rows() / each.ours().seconds()).toList());
    }

    private void unchanged(BulkHouse house, CopyReference copy, List<ClientId> clients) {
        house.tidy();
        var rounds = rounds(house, copy, round -> clients);
        add("unchanged full re-read ÷ C", rounds, Round::speed, Goal.AT_LEAST, 1.5);
        add("… ledger rows written", rounds, each -> (double) each.ours().rowsWritten(), Goal.AT_MOST, 0);
        add(
                "… MB of WAL per 400 000 rows",
                rounds,
                each -> each.ours().walBytes() / MILLION * 400_000 / each.rows(),
                Goal.AT_MOST,
                1);
        cpu("unchanged", rounds);
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

    private static List<Round> rounds(BulkHouse house, CopyReference copy, Function<Integer, List<ClientId>> prepared) {
        return IntStream.range(0, ROUNDS)
                .mapToObj(round -> {
                    var reference = copy.measure();
                    var cost = house.fetch(prepared.apply(round));
                    return new Round(house.voucherRows(), reference, cost);
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

    /** A set of equal companies for each number of clients, with as many vouchers in all. */
    private static List<List<CompanyPlan>> companies() {
        int most = SETS.stream().mapToInt(Integer::intValue).sum();
        var each = SandboxUniverse.bulk(6, most, 1).companies().iterator();
        return SETS.stream()
                .map(size -> Stream.generate(each::next)
                        .limit(size)
                        .map(plan -> CompanyPlan.of(plan.name(), plan.orgnr(), VOUCHERS / size))
                        .toList())
                .toList();
    }
}
