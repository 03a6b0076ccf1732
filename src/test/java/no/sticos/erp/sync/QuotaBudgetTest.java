package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.ClientId;
import org.junit.jupiter.api.Test;

class QuotaBudgetTest {
    private static final String VOUCHERS = "/vouchers/{fiscalyearId}";
    private static final String ACCOUNTS = "/accounts/{fiscalyearId}";
    private static final ClientId ONE = new ClientId(1);
    private static final ClientId OTHER = new ClientId(2);

    private final TestScheduler clock = new TestScheduler();
    private final CompositeDisposable waiting = new CompositeDisposable();
    private final List<String> told = new ArrayList<>();
    private final QuotaBudget budget =
            new QuotaBudget(600, clock, (client, wait) -> told.add(client.value() + " waits " + wait.toSeconds()));

    @Test
    void a_tenth_of_the_minute_goes_at_once_and_the_rest_comes_evenly() {
        var sent = ask(200, VOUCHERS);
        assertThat(sent).hasSize(60);

        for (int second = 1; second <= 10; second++) {
            int before = sent.size();
            clock.advanceTimeBy(1, TimeUnit.SECONDS);
            assertThat(sent.size() - before).as("second %d", second).isBetween(8, 10);
        }
    }

    @Test
    void no_minute_holds_more_than_the_quota() {
        var sent = ask(2_000, VOUCHERS);

        clock.advanceTimeBy(59_999, TimeUnit.MILLISECONDS);
        assertThat(sent.size()).isBetween(590, 600);
        int first = sent.size();
        clock.advanceTimeBy(1, TimeUnit.MINUTES);
        assertThat(sent.size() - first).isBetween(530, 600);
    }

    @Test
    void a_path_left_alone_for_a_while_has_its_burst_again() {
        assertThat(ask(60, VOUCHERS)).hasSize(60);

        clock.advanceTimeBy(7, TimeUnit.SECONDS);

        assertThat(ask(61, VOUCHERS)).hasSize(60);
    }

    @Test
    void requests_go_in_the_order_in_which_they_were_asked_for() {
        var sent = ask(100, VOUCHERS);

        clock.advanceTimeBy(1, TimeUnit.MINUTES);

        assertThat(sent).hasSize(100).isSorted();
    }

    @Test
    void a_path_does_not_wait_for_another() {
        assertThat(ask(200, VOUCHERS)).hasSize(60);
        assertThat(ask(200, ACCOUNTS)).hasSize(60);
    }

    @Test
    void a_refused_path_stands_still_for_everybody_until_the_named_time() {
        budget.pause(ONE, VOUCHERS, Duration.ofSeconds(17));
        var refused = ask(ONE, VOUCHERS);
        var other = ask(OTHER, VOUCHERS);

        clock.advanceTimeBy(16_999, TimeUnit.MILLISECONDS);
        refused.assertNotComplete();
        other.assertNotComplete();
        clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        refused.assertComplete();
        other.assertComplete();
    }

    @Test
    void other_paths_go_on_while_one_stands_still() {
        budget.pause(ONE, VOUCHERS, Duration.ofSeconds(17));

        ask(ONE, ACCOUNTS).assertComplete();
    }

    @Test
    void who_was_waiting_for_a_place_stands_still_too() {
        var sent = ask(80, VOUCHERS);
        budget.pause(ONE, VOUCHERS, Duration.ofSeconds(17));

        clock.advanceTimeBy(16_999, TimeUnit.MILLISECONDS);
        assertThat(sent).hasSize(60);
        clock.advanceTimeBy(10, TimeUnit.SECONDS);
        assertThat(sent).hasSize(80);
    }

    @Test
    void after_a_pause_the_crowd_comes_paced() {
        budget.pause(ONE, VOUCHERS, Duration.ofSeconds(17));
        var sent = ask(200, VOUCHERS);

        clock.advanceTimeBy(17, TimeUnit.SECONDS);
        assertThat(sent).hasSize(60);
        clock.advanceTimeBy(1, TimeUnit.SECONDS);
        assertThat(sent.size()).isBetween(68, 70);
    }

    @Test
    void a_shorter_refusal_does_not_end_a_longer_one() {
        budget.pause(ONE, VOUCHERS, Duration.ofSeconds(50));
        budget.pause(OTHER, VOUCHERS, Duration.ofSeconds(3));
        var asked = ask(ONE, VOUCHERS);

        clock.advanceTimeBy(49, TimeUnit.SECONDS);
        asked.assertNotComplete();
        clock.advanceTimeBy(1, TimeUnit.SECONDS);
        asked.assertComplete();
    }

    @Test
    void the_client_that_was_refused_is_told_of() {
        budget.pause(OTHER, VOUCHERS, Duration.ofSeconds(17));

        assertThat(told).containsExactly("2 waits 17");
    }

    @Test
    void a_permit_is_taken_when_it_is_waited_for_and_not_before() {
        var permits = IntStream.range(0, 60)
                .mapToObj(i -> budget.permit(ONE, VOUCHERS))
                .toList();

        assertThat(ask(60, VOUCHERS)).hasSize(60);

        permits.get(0).test().assertNotComplete();
    }

    @Test
    void the_smallest_quota_lets_one_a_minute_through() {
        var slow = new QuotaBudget(1, clock, (client, wait) -> {});
        var first = slow.permit(ONE, VOUCHERS).test();
        var second = slow.permit(ONE, VOUCHERS).test();

        first.assertComplete();
        clock.advanceTimeBy(59, TimeUnit.SECONDS);
        second.assertNotComplete();
        clock.advanceTimeBy(2, TimeUnit.SECONDS);
        second.assertComplete();
    }

    /** Asks for so many permits; the list grows by a request's number when it may be sent. */
    private List<Integer> ask(int times, String path) {
        var sent = new ArrayList<Integer>();
        for (int number = 0; number < times; number++) {
            int mine = number;
            waiting.add(budget.permit(ONE, path).subscribe(() -> sent.add(mine)));
        }
        return sent;
    }

    private TestObserver<Void> ask(ClientId client, String path) {
        return budget.permit(client, path).test();
    }
}
