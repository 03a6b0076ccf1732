package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import no.sticos.erp.bench.Bench;
import no.sticos.erp.bench.Report;
import no.sticos.erp.bench.Report.Goal;
import no.sticos.erp.bench.Times;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.LargeFirm;
import no.sticos.erp.testing.LargeFirm.Mix;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.Test;

/**
 * How long a person waits for a list of 5 000 clients, over HTTP, one request after the other: searched, filtered, sorted,
 * its last page, and the whole page around it, in firms whose clients are all in one state. Run by {@code mvn verify
 * -Pbench}; {@code -Dbench.list.clients} is how many there are, {@code -Dbench.rounds} how often all of it is asked for.
 */
@Bench
class ListBench {
    private static final int CLIENTS = Integer.getInteger("bench.list.clients", 5_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int TIMES = 3;
    private static final int LAST_PAGE = (CLIENTS + 49) / 50;
    private static final int AMONG_HUNDRED = 95;
    private static final List<String> TABLES = List.of(
            "",
            "?page=2",
            "?page=" + LAST_PAGE,
            "?sort=name&dir=desc",
            "?sort=orgnr",
            "?sort=orgnr&dir=desc&page=" + LAST_PAGE,
            "?q=kvit",
            "?q=00001",
            "?status=ok",
            "?status=deviation",
            "?status=login",
            "?status=running",
            "?status=off",
            "?q=a&status=off&sort=orgnr");

    private final Portal portal;
    private final Report report = new Report("list");
    private final Map<Mix, Visitor> firms = new EnumMap<>(Mix.class);

    ListBench(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofHours(1));
    }

    @Test
    void pages_of_a_large_firm() {
        for (var mix : Mix.values()) {
            var visitor = portal.visitor();
            new LargeFirm(portal.database()).fill(visitor.session().tenant(), visitor.integration(), mix, CLIENTS);
            firms.put(mix, visitor);
        }
        firms.values().forEach(this::round);
        firms.forEach(this::measure);
        portal.close();
        report.close();
    }

    private void measure(Mix mix, Visitor visitor) {
        var tables = new ArrayList<Double>();
        var pages = new ArrayList<Double>();
        var streams = new ArrayList<Double>();
        var questions = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            var took = round(visitor);
            tables.add(took.tables().ofHundred(AMONG_HUNDRED));
            pages.add(took.pages().ofHundred(AMONG_HUNDRED));
            streams.add(took.streams().ofHundred(AMONG_HUNDRED));
            questions.add(answered(visitor, visitor.system() + "/bulk?action=send&all=true", false));
        }
        var what = String.format(
                Locale.ROOT, "%,d clients, %s", CLIENTS, mix.name().toLowerCase(Locale.ROOT));
        var detail = "p95 of " + TABLES.size() * TIMES + " a round";
        report.add(what + ": table, ms", tables, Goal.AT_MOST, 200, detail);
        report.add("… whole page, ms", pages, Goal.AT_MOST, 300, "p95 of " + TIMES + " a round");
        report.add("… first live event, ms", streams, Goal.AT_MOST, 500, "p95 of " + TIMES + " a round");
        report.add("… the question for all of them, ms", questions, Goal.AT_MOST, 1_000, "one a round");
    }

    private record Took(Times tables, Times pages, Times streams) {}

    @CanIgnoreReturnValue
    private Took round(Visitor visitor) {
        var took = new Took(new Times(), new Times(), new Times());
        for (int time = 0; time < TIMES; time++) {
            for (var query : TABLES) {
                took.tables().add(answered(visitor, visitor.system() + "/clients" + query, true));
            }
            took.pages().add(answered(visitor, visitor.system(), false));
            took.streams().add(heard(visitor));
        }
        return took;
    }

    private double answered(Visitor visitor, String path, boolean fragment) {
        var request = portal.request(visitor, HttpMethod.GET, path);
        if (fragment) {
            request.putHeader("HX-Request", "true");
        }
        long began = System.nanoTime();
        var answer = Await.result(request.rxSend());
        double took = Times.since(began);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return took;
    }

    private double heard(Visitor visitor) {
        long began = System.nanoTime();
        try (var stream = portal.listen(visitor, visitor.system() + "/stream")) {
            stream.hear("event: row-");
            return Times.since(began);
        }
    }
}
