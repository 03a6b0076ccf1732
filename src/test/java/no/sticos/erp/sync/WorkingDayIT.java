package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Working hours, in which people book all the time and fetches go on all the time: a verdict may be unknown, and is
 * never that right books deviate; when the last one has gone home the books are Visma's.
 *
 * <p>People work in real time, for a fetch takes real time; only the quiet minutes between two fetches are left out, so
 * that there is hardly a moment at which nobody reads.
 */
class WorkingDayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** A voucher each, at every client. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void an_hour_of_four_clients_gives_no_false_deviation() {
        new Day(4, 6).pass();
    }

    @Tag("day")
    @Test
    void a_day_of_twenty_clients_does_not() {
        // Eight hours, a fetch each quarter of an hour; a whole one at noon and at the day's end.
        new Day(20, 32).pass();
    }

    /** So many clients that are fetched so many times each. */
    private static final class Day {
        private final int fetches;
        private final Vertx vertx = Vertx.vertx();
        private final StormHouse house;
        private final Map<CompanyPlan, ClientId> clients = new LinkedHashMap<>();
        private final AtomicInteger booked = new AtomicInteger();
        private final SortedMap<String, Integer> ends = new TreeMap<>();

        Day(int clients, int fetches) {
            this.fetches = fetches;
            var orgnrs = SyntheticOrgnr.all().limit(clients).toList();
            var plans = IntStream.range(0, clients)
                    .mapToObj(i -> CompanyPlan.of("Arbeidsdag " + i + " AS", orgnrs.get(i), 100 + 20 * i)
                            .years(2))
                    .toList();
            this.house = new StormHouse(vertx, plans);
            plans.forEach(plan -> this.clients.put(plan, house.connect(plan)));
        }

        void pass() {
            try {
                clients.values().forEach(house::activate);
                house.rest(PATIENCE);
                var people = new CompositeDisposable();
                clients.keySet().forEach(plan -> people.add(works(plan)));
                for (int i = 1; i <= fetches; i++) {
                    fetchAll(i % (fetches / 2) == 0 ? Trigger.CLICK : Trigger.SCHEDULE);
                }
                people.dispose();
                System.out.println("Working day of " + clients.size() + " clients, " + fetches + " fetches each, "
                        + booked + " vouchers booked meanwhile: " + ends);
                assertThat(ends.keySet()).noneMatch(end -> end.contains("DEVIATION") || end.startsWith("FAILED"));
                goneHome();
            } finally {
                house.close();
                Await.done(vertx.rxClose());
            }
        }

        private void fetchAll(Trigger trigger) {
            clients.values().forEach(client -> house.ask(client, trigger));
            house.rest(PATIENCE);
            clients.values().forEach(client -> ends.merge(trigger + " " + end(client), 1, Integer::sum));
        }

        private void goneHome() {
            ends.clear();
            fetchAll(Trigger.CLICK);
            assertThat(ends).containsOnlyKeys("CLICK DONE OK");
            clients.forEach((plan, client) -> {
                var wire = WireBooks.read(house.sandbox().address() + "/v2", house.token(plan));
                assertThat(Difference.of(wire, new ReadModel(house.database(), client).views()))
                        .as(plan.name())
                        .isNull();
            });
        }

        private Disposable works(CompanyPlan plan) {
            var books = house.sandbox().company(plan.id()).books();
            var random = new Random(plan.name().hashCode());
            return Flowable.interval(SECOND.toMillis(), TimeUnit.MILLISECONDS, Schedulers.computation())
                    .onBackpressureDrop()
                    .subscribe(second -> book(books, random));
        }

        /** Most is booked today; now and then somebody corrects what was just booked, or books back in time. */
        private void book(Books books, Random random) {
            booked.incrementAndGet();
            var today = books.plan().today();
            switch (random.nextInt(10)) {
                case 0 -> books.change(books.newest(1).get(0).id(), "Rettet", rows(random));
                case 1 -> books.add("C", today.minusDays(random.nextInt(300)), "Etterslep", rows(random));
                default -> books.add("A", today, "Bokført", rows(random));
            }
        }

        private static List<VoucherRow> rows(Random random) {
            long ore = 1L + random.nextInt(1_000_000);
            return List.of(new VoucherRow(6800, ore, 0, null), new VoucherRow(1920, 0, ore, null));
        }

        private String end(ClientId client) {
            return new ReadModel(house.database(), client)
                    .lines(
                            "SELECT concat_ws(' ', r.state, b.verdict, r.cause, nullif((SELECT string_agg(key, '+' ORDER BY key)"
                                    + " FROM jsonb_object_keys(g.gaps) key), '')) FROM gateway.runs r"
                                    + " JOIN gateway.books b USING (client_id) JOIN gateway.generations g"
                                    + " ON g.client_id = r.client_id AND g.gen = b.current_gen"
                                    + " WHERE r.client_id = $1 ORDER BY r.run_id DESC LIMIT 1")
                    .get(0);
        }
    }
}
