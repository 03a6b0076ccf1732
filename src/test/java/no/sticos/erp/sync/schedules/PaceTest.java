package no.sticos.erp.sync.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import no.sticos.erp.testing.ManualClock;
import org.junit.jupiter.api.Test;

/** How long a round goes on, told by its own pace and by the budget. */
class PaceTest {
    private static final Duration NO_BUDGET = Duration.ZERO;

    @Test
    void the_pace_goes_on_as_measured() {
        assertThat(new Pace(300, 100, Duration.ofMinutes(10), NO_BUDGET).timeLeft())
                .contains(Duration.ofMinutes(30));
    }

    @Test
    void no_pace_is_faster_than_the_budget() {
        assertThat(new Pace(300, 100, Duration.ofSeconds(1), Duration.ofMillis(200)).timeLeft())
                .contains(Duration.ofMinutes(1));
    }

    @Test
    void before_enough_has_ended_the_budget_is_all_that_can_be_told() {
        assertThat(new Pace(300, 2, Duration.ofSeconds(1), Duration.ofMillis(200)).timeLeft())
                .contains(Duration.ofMinutes(1));
        assertThat(new Pace(300, 2, Duration.ofSeconds(1), NO_BUDGET).timeLeft())
                .isEmpty();
    }

    @Test
    void when_nobody_is_left_it_is_over() {
        assertThat(new Pace(0, 0, Duration.ZERO, NO_BUDGET).timeLeft()).contains(Duration.ZERO);
    }

    @Test
    void at_an_even_pace_the_end_that_is_told_stands_still() {
        var clock = ManualClock.at("2026-11-24T01:00:00Z");
        var begin = clock.instant();
        for (int ended = 10; ended < 600; ended += 10) {
            clock.pass(Duration.ofSeconds(5));
            var left = new Pace(600 - ended, ended, Duration.between(begin, clock.instant()), NO_BUDGET)
                    .timeLeft()
                    .orElseThrow();

            assertThat(clock.instant().plus(left)).isEqualTo("2026-11-24T01:05:00Z");
        }
    }
}
