package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Contract;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three products and two nodes in five processes on one bus, fifty clients that are booked in and fetched all the time:
 * one process after the other is killed, frozen, or cut off from the others, from its database or from all of them, drawn
 * from a seed, and comes back. Products then hold what
 * is published, in order, once, and nobody who looked has seen half a generation.
 *
 * <p>{@code -Ddelivery.seed=17}, {@code -Ddelivery.rounds=100}, {@code -Ddelivery.clients=10}.
 */
@Tag("delivery")
class DeliveryStormIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int BUSY = 6;
    /** Longer than the cluster's heartbeat: who is struck has been given up by the others when it comes back. */
    private static final Duration NOTICED = StormCluster.HEARTBEAT.plusSeconds(3);

    private static final List<StormCluster.Blow> BLOWS = List.of(StormCluster.Blow.values());

    private final long seed = Long.getLong("delivery.seed", 2026);
    private final int rounds = Integer.getInteger("delivery.rounds", 20);
    private final Random random = new Random(seed);
    /** Drawn from as often as time allows: apart from the blows, whose order the seed decides. */
    private final Random people = new Random(seed + 1);

    private final Vertx vertx = Vertx.vertx();
    private final Map<ClientId, Staff> staff = new LinkedHashMap<>();
    private final List<ClientId> clients = new ArrayList<>();
    private final AtomicLong looks = new AtomicLong();
    private final Set<String> halves = new ConcurrentSkipListSet<>();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void products_hold_what_is_published_whatever_befalls_them_and_the_nodes() {
        var plans = plans(Integer.getInteger("delivery.clients", 50));
        var house = StormHouse.withNodesElsewhere(vertx, plans, TestDatabase.migrated());
        try (var cluster = new StormCluster(vertx, folder, house.environment())) {
            plans.forEach(plan -> moveIn(house, plan));
            clients.forEach(house::activate);
            settled(house, cluster);
            var reader = look(cluster);
            System.out.println("Storm of deliveries with seed " + seed);
            for (int i = 1; i <= rounds; i++) {
                round(i, house, cluster);
            }
            calm(house);
            settled(house, cluster);
            assertThat(reader.isDisposed()).as("the reader has ended early").isFalse();
            reader.dispose();
            cluster.tables().forEach((product, tables) -> verify(product, tables, house, cluster));
        } finally {
            house.close();
            Await.done(vertx.rxClose());
        }
    }

    private static List<CompanyPlan> plans(int count) {
        var orgnrs = SyntheticOrgnr.all().limit(count).toList();
        return IntStream.range(0, count)
                .mapToObj(i -> CompanyPlan.of("Uvær " + i + " AS", orgnrs.get(i), 20 + i % 5 * 10)
                        .years(1))
                .toList();
    }

    private void moveIn(StormHouse house, CompanyPlan plan) {
        var client = house.connect(plan);
        clients.add(client);
        staff.put(client, new Staff(house.sandbox().company(plan.id())));
    }

    private void round(int number, StormHouse house, StormCluster cluster) {
        long began = System.nanoTime();
        var member = cluster.members().get(random.nextInt(cluster.members().size()));
        var blow = BLOWS.get(random.nextInt(BLOWS.size()));
        assertThat(work(house)).isTrue();
        cluster.strike(member, blow);
        long published = StormBooks.published(house);
        long struck = System.nanoTime();
        Await.until(
                PATIENCE,
                () -> work(house)
                        && StormBooks.published(house) > published + BUSY
                        && System.nanoTime() - struck > NOTICED.toNanos(),
                cluster::outputs);
        cluster.mend(member, blow);
        cluster.tables().forEach((product, tables) -> {
            long shown = tables.progress();
            Await.until(
                    PATIENCE,
                    () -> work(house) && tables.progress() > shown,
                    () -> product + " stands still\n" + cluster.outputs());
        });
        System.out.printf(
                "%3d  %-12s %-9s %4d generations published so far, %3d s%n",
                number,
                member,
                blow,
                StormBooks.published(house),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    /** People book in some companies, and those are fetched; now and then whole. */
    private boolean work(StormHouse house) {
        for (int i = 0; i < BUSY; i++) {
            var client = clients.get(people.nextInt(clients.size()));
            if (house.askUnlessBusy(client, people.nextInt(4) == 0 ? Trigger.CLICK : Trigger.SCHEDULE)) {
                Objects.requireNonNull(staff.get(client)).work(people, 2);
            }
        }
        return true;
    }

    private void calm(StormHouse house) {
        house.rest(PATIENCE);
        clients.forEach(client -> house.ask(client, Trigger.CLICK));
    }

    /** No run is open and every product shows the generation that is published. */
    private void settled(StormHouse house, StormCluster cluster) {
        house.rest(PATIENCE);
        cluster.tables()
                .forEach((product, tables) -> Await.until(
                        PATIENCE,
                        () -> tables.progress() == StormBooks.published(house),
                        () -> product + " shows " + tables.progress() + " of " + StormBooks.published(house)
                                + cluster.outputs()));
    }

    private Disposable look(StormCluster cluster) {
        return Flowable.interval(100, TimeUnit.MILLISECONDS, Schedulers.single())
                .onBackpressureDrop()
                .subscribe(tick -> cluster.tables().forEach(this::lookAt));
    }

    private void lookAt(String product, StormTables tables) {
        tables.halves().forEach(half -> halves.add(product + " " + half));
        looks.incrementAndGet();
    }

    private void verify(String product, StormTables tables, StormHouse house, StormCluster cluster) {
        var messages = new AtomicLong();
        var broken = broken(cluster.messages(product), messages);
        System.out.printf(
                "%-12s %d messages, %d took effect; %d looks at the three%n",
                product, messages.get(), tables.effects(), looks.get());
        for (var client : clients) {
            assertThat(tables.documents(client.value())).isEqualTo(StormBooks.documents(house, client));
            assertThat(tables.voucherRows(client.value())).isEqualTo(StormBooks.voucherRows(house, client));
        }
        assertThat(broken).as("messages that break the contract").isEmpty();
        assertThat(tables.disorder()).as("effects out of order or twice").isEmpty();
        assertThat(halves)
                .as("halves of generations seen in " + looks + " looks")
                .isEmpty();
        assertThat(looks.get()).isPositive();
    }

    private static List<String> broken(Path messages, AtomicLong count) {
        try (var lines = Files.lines(messages)) {
            return lines.peek(message -> count.incrementAndGet())
                    .flatMap(message -> Contract.validate(message).stream())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
