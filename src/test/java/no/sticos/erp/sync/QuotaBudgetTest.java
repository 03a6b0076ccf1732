package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import org.junit.jupiter.api.Test;

class QuotaBudgetTest {
    private static final String VOUCHERS = "/vouchers/{fiscalyearId}";
    private static final String ACCOUNTS = "/accounts/{fiscalyearId}";
    /** A person waits for it. */
    private static final ClientId CLICKED = new ClientId(1);

    private static final ClientId OTHER = new ClientId(2);

    private final TestScheduler clock = new TestScheduler();
    private final CompositeDisposable waiting = new CompositeDisposable();
    private final List<String> told = new ArrayList<>();
    private final FakeQuota quota = new FakeQuota();
    private final QuotaBudget budget = new QuotaBudget(
            quota,
            clock,
            () -> clock.now(TimeUnit.NANOSECONDS),
            CLICKED::equals,
            (client, wait) -> told.add(client.value() + " waits " + wait.toSeconds()));

    @Test
    void what_is_granted_goes_at_once() {
        ask(OTHER, VOUCHERS).assertComplete();
    }

    @Test
    void what_is_not_granted_is_asked_for_again_a_moment_later() {
        quota.left = 0;
        var asked = ask(OTHER, VOUCHERS);
        quota.left = 1;
        clock.advanceTimeBy(124, TimeUnit.MILLISECONDS);
        asked.assertNotComplete();

        clock.advanceTimeBy(252, TimeUnit.MILLISECONDS);

        asked.assertComplete();
    }

    @Test
    void a_path_that_is_used_up_is_asked_for_four_times_a_second_however_many_come() {
        quota.left = 0;
        for (int tenth = 0; tenth < 100; tenth++) {
            come(OTHER, VOUCHERS);
            clock.advanceTimeBy(100, TimeUnit.MILLISECONDS);
        }
        clock.advanceTimeBy(375, TimeUnit.MILLISECONDS);

        assertThat(quota.asked).hasSizeBetween(30, 50);
        assertThat(quota.asked.get(quota.asked.size() - 1)).isEqualTo(VOUCHERS + " 0 100");
    }

    @Test
    void requests_go_in_the_order_in_which_they_were_asked_for() {
        quota.left = 0;
        var sent = ask(100, VOUCHERS);
        quota.left = 100;

        clock.advanceTimeBy(1, TimeUnit.SECONDS);

        assertThat(sent).hasSize(100).isSorted();
    }

    @Test
    void what_comes_while_an_answer_is_waited_for_is_asked_for_in_one_question() {
        quota.answersAfter = 20;
        come(OTHER, VOUCHERS);
        come(OTHER, ACCOUNTS);
        come(CLICKED, ACCOUNTS);
        come(OTHER, ACCOUNTS);
        assertThat(quota.asked).containsExactly(VOUCHERS + " 0 1");

        clock.advanceTimeBy(40, TimeUnit.MILLISECONDS);

        assertThat(quota.asked).containsExactly(VOUCHERS + " 0 1", ACCOUNTS + " 1 2");
    }

    @Test
    void a_path_does_not_wait_for_another() {
        quota.left = 0;
        come(OTHER, VOUCHERS);
        quota.left = 1;

        ask(OTHER, ACCOUNTS).assertComplete();
    }

    @Test
    void what_a_person_waits_for_goes_first() {
        quota.left = 0;
        var other = ask(OTHER, VOUCHERS);
        var click = ask(CLICKED, VOUCHERS);
        quota.left = 1;

        clock.advanceTimeBy(375, TimeUnit.MILLISECONDS);

        click.assertComplete();
        other.assertNotComplete();
    }

    @Test
    void a_refused_path_stands_still_for_everybody_until_the_named_time() {
        budget.pause(OTHER, VOUCHERS, Duration.ofSeconds(17));
        var refused = ask(OTHER, VOUCHERS);
        var other = ask(CLICKED, VOUCHERS);

        clock.advanceTimeBy(16_999, TimeUnit.MILLISECONDS);
        refused.assertNotComplete();
        other.assertNotComplete();
        clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        refused.assertComplete();
        other.assertComplete();
    }

    @Test
    void what_was_granted_before_a_refusal_is_not_sent_after_it() {
        quota.answersAfter = 20;
        var asked = ask(OTHER, VOUCHERS);
        budget.pause(CLICKED, VOUCHERS, Duration.ofSeconds(17));

        clock.advanceTimeBy(16_999, TimeUnit.MILLISECONDS);
        asked.assertNotComplete();
        clock.advanceTimeBy(21, TimeUnit.MILLISECONDS);
        asked.assertComplete();
    }

    @Test
    void other_paths_go_on_while_one_stands_still() {
        budget.pause(OTHER, VOUCHERS, Duration.ofSeconds(17));

        ask(OTHER, ACCOUNTS).assertComplete();
    }

    @Test
    void a_shorter_refusal_does_not_end_a_longer_one() {
        budget.pause(OTHER, VOUCHERS, Duration.ofSeconds(50));
        budget.pause(OTHER, VOUCHERS, Duration.ofSeconds(3));
        var asked = ask(OTHER, VOUCHERS);

        clock.advanceTimeBy(49, TimeUnit.SECONDS);
        asked.assertNotComplete();
        clock.advanceTimeBy(1, TimeUnit.SECONDS);
        asked.assertComplete();
    }

    @Test
    void the_client_and_the_other_nodes_are_told_of_a_refusal() {
        budget.pause(OTHER, VOUCHERS, Duration.ofSeconds(17));

        assertThat(told).containsExactly("2 waits 17");
        assertThat(quota.pauses).containsExactly(VOUCHERS + " 17");
    }

    @Test
    void a_permit_is_taken_when_it_is_waited_for_and_not_before() {
        var permit = budget.permit(OTHER, VOUCHERS);
        assertThat(quota.asked).isEmpty();

        permit.test().assertComplete();
    }

    @Test
    void who_no_longer_waits_is_not_asked_for() {
        quota.left = 0;
        var gone = ask(OTHER, VOUCHERS);
        var next = ask(OTHER, VOUCHERS);
        gone.dispose();
        quota.left = 1;

        clock.advanceTimeBy(375, TimeUnit.MILLISECONDS);

        next.assertComplete();
        assertThat(quota.asked).endsWith(VOUCHERS + " 0 1");
    }

    @Test
    void what_a_node_that_stood_still_was_granted_meanwhile_is_not_sent() {
        quota.answersAfter = 3_000;
        var sent = ask(60, VOUCHERS);

        clock.advanceTimeBy(3, TimeUnit.SECONDS);

        assertThat(sent).isEmpty();
    }

    @Test
    void a_slow_database_is_waited_for_longer_the_next_time_and_not_for_ever() {
        quota.answersAfter = 3_000;
        var sent = ask(2, VOUCHERS);
        clock.advanceTimeBy(7, TimeUnit.SECONDS);
        assertThat(sent).hasSize(2);
        assertThat(quota.patience).containsExactly(500L, 5_000L);

        quota.answersAfter = 10;
        come(OTHER, VOUCHERS);
        clock.advanceTimeBy(1, TimeUnit.SECONDS);
        come(OTHER, VOUCHERS);
        assertThat(quota.patience).containsExactly(500L, 5_000L, 5_000L, 500L);
    }

    @Test
    void without_the_database_nothing_is_sent_and_with_it_all_goes_on() {
        quota.isAway = true;
        var asked = ask(OTHER, VOUCHERS);
        clock.advanceTimeBy(10, TimeUnit.MINUTES);
        asked.assertNotComplete();
        assertThat(quota.asked).as("once a second").hasSizeBetween(590, 610);

        quota.isAway = false;
        clock.advanceTimeBy(1, TimeUnit.SECONDS);

        asked.assertComplete();
    }

    @Test
    void paths_that_nobody_waits_for_are_forgotten() {
        budget.pause(OTHER, ACCOUNTS, Duration.ofSeconds(17));
        for (int year = 0; year < 5_000; year++) {
            ask(OTHER, "/vouchers/" + year).assertComplete();
        }

        assertThat(budget.paths())
                .as("the last one, and the one that stands still")
                .isEqualTo(2);
    }

    /** Asks for so many permits; the list grows by a request's number when it may be sent. */
    private List<Integer> ask(int times, String path) {
        var sent = new ArrayList<Integer>();
        IntStream.range(0, times)
                .forEach(number -> waiting.add(budget.permit(OTHER, path).subscribe(() -> sent.add(number))));
        return sent;
    }

    private void come(ClientId client, String path) {
        waiting.add(budget.permit(client, path).subscribe());
    }

    private TestObserver<Void> ask(ClientId client, String path) {
        return budget.permit(client, path).test();
    }

    /** Grants as long as there is something left, clicks first; answers when it is told to. */
    private final class FakeQuota implements Quota {
        private final List<String> asked = new ArrayList<>();
        private final List<Long> patience = new ArrayList<>();
        private final List<String> pauses = new ArrayList<>();
        private int left = 100_000;
        private long answersAfter;
        private boolean isAway;

        @Override
        public Single<List<Requests>> grant(List<Requests> wanted, Duration patience) {
            wanted.forEach(each -> asked.add(each.path() + " " + each.clicks() + " " + each.others()));
            this.patience.add(patience.toMillis());
            var granted =
                    Single.fromCallable(() -> wanted.stream().map(this::granted).toList());
            var answer = isAway ? Single.<List<Requests>>error(Fault.of(Cause.DATABASE_AWAY)) : granted;
            return answersAfter == 0 ? answer : answer.delay(answersAfter, TimeUnit.MILLISECONDS, clock);
        }

        @Override
        public Completable pause(String path, Duration wait) {
            return Completable.fromAction(() -> pauses.add(path + " " + wait.toSeconds()));
        }

        private Requests granted(Requests wanted) {
            int clicks = Math.min(wanted.clicks(), left);
            int others = Math.min(wanted.others(), left - clicks);
            left -= clicks + others;
            return new Requests(wanted.path(), clicks, others);
        }
    }
}
