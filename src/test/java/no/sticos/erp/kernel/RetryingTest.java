package no.sticos.erp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetryingTest {
    private static final RetryPolicy THREE_TRIES = new RetryPolicy(3, Duration.ofMillis(1000), Duration.ofMillis(1500));

    private final TestScheduler clock = new TestScheduler();
    private int tries;

    @Test
    void what_will_pass_is_tried_again_after_a_pause() {
        var result = retried(failingTwice(Fault.of(Cause.VISMA_DOWN)), 1.0);

        clock.advanceTimeBy(999, TimeUnit.MILLISECONDS);
        assertThat(tries).isEqualTo(1);
        clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        assertThat(tries).isEqualTo(2);

        // Doubled to two seconds, but no pause is longer than one and a half.
        clock.advanceTimeBy(1499, TimeUnit.MILLISECONDS);
        assertThat(tries).isEqualTo(2);
        clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        result.assertValue("done");
    }

    @Test
    void after_the_last_try_the_last_error_comes_through() {
        var last = Fault.of(Cause.NO_CONTACT);
        var result = retried(always(last), 1.0);

        clock.advanceTimeBy(1, TimeUnit.HOURS);

        result.assertError(error -> error == last);
        assertThat(tries).isEqualTo(3);
    }

    @Test
    void what_will_not_pass_is_tried_once() {
        retried(always(Fault.of(Cause.GRANT_ENDED)), 1.0).assertError(error -> Fault.is(error, Cause.GRANT_ENDED));
        retried(always(new IllegalStateException("ours")), 1.0).assertError(IllegalStateException.class);

        assertThat(tries).isEqualTo(2);
    }

    @Test
    void a_wait_that_was_asked_for_is_kept_in_full() {
        var result = retried(failingTwice(Fault.of(Cause.RATE_LIMIT).retryAfter(Duration.ofSeconds(55))), 0);

        clock.advanceTimeBy(54_999, TimeUnit.MILLISECONDS);
        assertThat(tries).isEqualTo(1);
        clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        assertThat(tries).isEqualTo(2);
        result.assertNotComplete();
    }

    @Test
    void our_own_pauses_are_spread_down_to_a_half() {
        var result = retried(failingTwice(Fault.of(Cause.VISMA_DOWN)), 0);

        clock.advanceTimeBy(499, TimeUnit.MILLISECONDS);
        assertThat(tries).isEqualTo(1);
        clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        assertThat(tries).isEqualTo(2);
        result.assertNotComplete();
    }

    @Test
    void who_stops_waiting_stops_the_tries() {
        var result = retried(always(Fault.of(Cause.VISMA_DOWN)), 1.0);

        result.dispose();
        clock.advanceTimeBy(1, TimeUnit.HOURS);

        assertThat(tries).isEqualTo(1);
    }

    private TestObserver<String> retried(Single<String> source, double random) {
        return source.compose(new Retrying(THREE_TRIES, clock, () -> random).bounded())
                .test();
    }

    private Single<String> always(Throwable error) {
        return Single.defer(() -> {
            tries++;
            return Single.error(error);
        });
    }

    private Single<String> failingTwice(Fault fault) {
        return Single.defer(() -> ++tries < 3 ? Single.error(fault) : Single.just("done"));
    }
}
