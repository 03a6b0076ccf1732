package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.Sql;
import no.sticos.erp.sync.Quota.Requests;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What Postgres grants of Visma's quota, whoever asks.
 *
 * <p>Time passes because what was granted is moved back; the test's own time goes forward as far.
 */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedQuotaIT {
    private static final int LIMIT = 600;
    private static final String PATH = "/vouchers/{fiscalyearId}";
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Sql AWAY =
            new Sql("away", "UPDATE gateway.quota_grants SET sent_by = sent_by - interval '1000 days'");
    private static final Sql BACK = new Sql(
            "back",
            "UPDATE gateway.quota_grants SET sent_by = sent_by + interval '1000 days' - interval '1 ms' * $1::float8");
    private static final Sql PAUSES = new Sql(
            "pauses", "UPDATE gateway.path_pauses SET paused_until = paused_until - interval '1 ms' * $1::float8");

    private final Database database;
    private final List<Long> sent = new ArrayList<>();
    private long moved;

    SharedQuotaIT(io.vertx.core.Vertx vertx) {
        this.database = Await.result(new DatabaseStart(new Vertx(vertx), TestDatabase.migrated()).open());
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @BeforeEach
    void empty() {
        sent.clear();
        run("DELETE FROM gateway.quota_grants");
        run("DELETE FROM gateway.path_pauses");
    }

    @Test
    void a_tenth_of_a_window_goes_at_once_and_the_rest_comes_evenly() {
        assertThat(others(200)).as("the rest of the tenth is for clicks").isEqualTo(54);

        long began = now();
        long last = began;
        int granted = 0;
        for (int second = 1; second <= 10; second++) {
            pass(Duration.ofSeconds(1));
            int more = others(200);
            assertThat(more).as("second %d", second).isLessThanOrEqualTo((int) evenly(last) + 3);
            granted += more;
            last = now();
        }
        // The burst counts from when it is sent at the latest, three quarters of a second after it was granted.
        assertThat(granted).isBetween((int) evenly(began) - 10, (int) evenly(began) + 1);
    }

    /** How much comes evenly in the time since then; the machine's own time passes too. */
    private double evenly(long since) {
        return LIMIT / 61.0 * (now() - since) / TimeUnit.SECONDS.toNanos(1);
    }

    @Test
    void a_path_left_alone_for_a_while_may_send_as_much_at_once_again() {
        assertThat(others(60)).isEqualTo(54);

        pass(Duration.ofSeconds(7));

        assertThat(others(60)).isEqualTo(54);
    }

    @Test
    void a_path_does_not_wait_for_another() {
        assertThat(others(200)).isEqualTo(54);

        assertThat(grant(wanted("/accounts", 0, 30)).others()).isEqualTo(30);
    }

    @Test
    void while_work_waits_the_quota_is_used_and_no_minute_ever_holds_more() {
        var random = new Random(7);
        long began = now();
        while (now() - began < TimeUnit.MINUTES.toNanos(3)) {
            // As often as a node that waits comes back; two of them, and now and then a person.
            sent(grant(wanted(PATH, random.nextInt(20) == 0 ? random.nextInt(8) : 0, 100)));
            pass(Duration.ofMillis(80 + random.nextInt(140)));
        }

        assertThat(sent).hasSizeBetween(3 * LIMIT * 95 / 100, 3 * LIMIT);
        assertNoMinuteAboveTheLimit();
    }

    @Test
    void a_minute_that_begins_late_in_a_burst_holds_no_more_either() {
        for (int times = 0; times < 40; times++) {
            sent(grant(wanted(PATH, times % 3 == 0 ? 500 : 0, times % 3 == 1 ? 500 : 0)));
            pass(Duration.ofMillis(3_000 + 577L * times % 9_000));
        }

        assertThat(sent).hasSizeGreaterThan(1_200);
        assertNoMinuteAboveTheLimit();
    }

    @Test
    void who_waits_alone_has_all_of_it_however_many_nodes_have_nothing_to_ask() {
        for (int node = 0; node < 5; node++) {
            assertThat(grant(wanted("/path/" + node, 0, 60)).others()).isEqualTo(54);
        }

        assertThat(others(60)).isEqualTo(54);
    }

    @Test
    void a_click_finds_a_place_on_another_node_when_others_have_filled_the_minute() {
        fillAMinute();

        var granted = grant(wanted(PATH, 10, 10));

        assertThat(granted.clicks()).isBetween(6, 8);
        assertThat(granted.others()).isZero();
    }

    @Test
    void nodes_that_ask_at_the_same_moment_are_granted_no_more_than_one_would_be() {
        for (int times = 0; times < 5; times++) {
            empty();
            var granted = Flowable.range(0, 24)
                    .flatMapSingle(node -> quota(LIMIT).grant(List.of(wanted(PATH, 0, 60)), PATIENCE), false, 8)
                    .map(answer -> answer.get(0).others())
                    .reduce(0, Integer::sum);

            assertThat(Await.result(granted)).isBetween(54, 60);
        }
    }

    @Test
    void a_click_finds_a_place_when_others_have_just_sent_all_that_goes_at_once() {
        assertThat(others(200)).isEqualTo(54);

        assertThat(grant(wanted(PATH, 200, 200))).isEqualTo(new Requests(PATH, 6, 0));
    }

    @Test
    void clicks_have_three_quarters_of_a_minute_at_most() {
        int clicks = 0;
        int others = 0;
        for (int second = 0; second < 57; second++) {
            var granted = grant(wanted(PATH, 100, second < 50 ? 0 : 100));
            clicks += granted.clicks();
            others += granted.others();
            pass(Duration.ofMillis(990));
        }

        assertThat(clicks).isEqualTo(450);
        assertThat(others).isBetween(60, 150);
    }

    @Test
    void a_refused_path_is_granted_to_nobody_until_the_named_time_and_a_shorter_refusal_does_not_end_it() {
        Await.done(quota(LIMIT).pause(PATH, Duration.ofSeconds(50)));
        Await.done(quota(LIMIT).pause(PATH, Duration.ofSeconds(3)));
        Await.done(quota(LIMIT).pause("/accounts", Duration.ofSeconds(3)));

        pass(Duration.ofSeconds(40));
        assertThat(grant(wanted(PATH, 5, 5)).all()).isZero();
        assertThat(grant(wanted("/accounts", 0, 5)).all()).isEqualTo(5);
        pass(Duration.ofSeconds(11));

        assertThat(grant(wanted(PATH, 5, 5)).all()).isEqualTo(10);
    }

    @Test
    void what_a_slow_node_is_granted_counts_from_when_it_sends_at_the_latest() {
        assertThat(Await.result(quota(1).grant(List.of(wanted(PATH, 0, 1)), Duration.ofSeconds(5))))
                .containsExactly(new Requests(PATH, 0, 1));

        pass(Duration.ofSeconds(62));
        assertThat(granted(quota(1), 1)).isZero();
        pass(Duration.ofSeconds(5));
        assertThat(granted(quota(1), 1)).isEqualTo(1);
    }

    @Test
    void the_smallest_quota_lets_one_a_minute_through_click_or_not() {
        assertThat(Await.result(quota(1).grant(List.of(wanted(PATH, 3, 3)), PATIENCE)))
                .containsExactly(new Requests(PATH, 1, 0));
        pass(Duration.ofSeconds(62));
        assertThat(granted(quota(1), 3)).isEqualTo(1);
    }

    @Test
    void nothing_is_kept_for_longer_than_it_counts() {
        assertThat(grant(wanted("/once", 1, 1)).all()).isEqualTo(2);
        pass(Duration.ofSeconds(62));

        assertThat(others(3)).isEqualTo(3);

        List<String> kept = Await.result(database.forGateway(
                tx -> tx.list(new Sql("test", "SELECT path FROM gateway.quota_grants"), row -> row.getString(0))));
        assertThat(kept).containsExactly(PATH);
    }

    /** Until nothing more is granted; on a slow machine what was sent first counts no longer by then. */
    private void fillAMinute() {
        int filled = 0;
        for (int second = 0; second < 57; second++) {
            filled += others(100);
            pass(Duration.ofMillis(990));
        }
        assertThat(filled).isGreaterThanOrEqualTo(594);
        Await.until(Duration.ofSeconds(20), () -> others(100) == 0, () -> "there is always room");
    }

    private int others(int wanted) {
        return granted(quota(LIMIT), wanted);
    }

    private static int granted(Quota quota, int wanted) {
        return Await.result(quota.grant(List.of(wanted(PATH, 0, wanted)), PATIENCE))
                .get(0)
                .others();
    }

    private Requests grant(Requests wanted) {
        return Await.result(quota(LIMIT).grant(List.of(wanted), PATIENCE)).get(0);
    }

    private SharedQuota quota(int limit) {
        return new SharedQuota(database, QuotaSettings.perMinute(limit));
    }

    private static Requests wanted(String path, int clicks, int others) {
        return new Requests(path, clicks, others);
    }

    /** Half of it at once, and half of it as late as a node may. */
    private void sent(Requests granted) {
        long now = now();
        IntStream.range(0, granted.all()).forEach(each -> sent.add(now + (each % 2) * PATIENCE.toNanos()));
    }

    private long now() {
        return System.nanoTime() + moved;
    }

    /** Away and back, lest a row meets the one before it on its way. */
    private void pass(Duration time) {
        moved += time.toNanos();
        Await.done(database.forGateway(tx -> tx.run(AWAY)
                        .andThen(tx.run(BACK, (double) time.toMillis()))
                        .andThen(tx.count(PAUSES, (double) time.toMillis())))
                .ignoreElement());
    }

    private void assertNoMinuteAboveTheLimit() {
        var ordered = sent.stream().sorted().toList();
        var above = IntStream.range(LIMIT, ordered.size())
                .filter(last -> ordered.get(last) - ordered.get(last - LIMIT) < TimeUnit.MINUTES.toNanos(1))
                .mapToObj(last -> "request " + last)
                .toList();
        assertThat(above).isEmpty();
    }

    private void run(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql))).ignoreElement());
    }
}
