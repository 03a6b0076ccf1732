package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.sync.Reading;
import no.sticos.erp.sync.schedules.Bulk;
import no.sticos.erp.sync.schedules.Pace;
import no.sticos.erp.sync.schedules.RequestCosts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command {@code bulk} understands, and what it prints. */
class BulkWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

    @Test
    void a_round_under_way_has_a_bar_its_counts_and_the_time_left() {
        assertThat(BulkWords.line(bulk(null, null)))
                .isEqualTo("[###############---------------]  50 %  25000 of 50000 over, 7 failed, 3 skipped, "
                        + "500 under way; about 1 h 24 min left");
    }

    @Test
    void a_paused_round_says_how_it_goes_on_and_a_stopped_one_by_whom() {
        assertThat(BulkWords.line(bulk(NOW, null))).endsWith("paused by drift; bulk resume goes on");
        assertThat(BulkWords.line(bulk(null, NOW))).endsWith("stopped by drift");
    }

    @Test
    void a_line_leaves_nothing_of_the_one_before() {
        assertThat(BulkWords.over(bulk(null, NOW)))
                .startsWith("\r[")
                .hasSizeGreaterThan(BulkWords.line(bulk(NOW, null)).length());
    }

    @Test
    void a_plan_has_each_path_s_requests_and_hours_and_the_path_that_decides() {
        var lines = BulkWords.plan(50_000, Reading.CHANGES, new RequestCosts.Budget(600));

        assertThat(lines.get(0)).isEqualTo("50000 clients, the changes are read; 600 requests a minute and path");
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("vouchers +year +2 +100000 2 h 47 min"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("customers +1 +50000 1 h 24 min"));
        assertThat(lines.get(lines.size() - 1)).endsWith("at least 2 h 47 min.");
    }

    @Test
    void words_are_an_action_a_firm_and_how_much() {
        assertThat(BulkOrder.read(List.of()))
                .isEqualTo(new BulkOrder(BulkOrder.Action.START, Optional.empty(), Reading.CHANGES));
        assertThat(BulkOrder.read(List.of("pause", "--firm=firm-7")))
                .isEqualTo(new BulkOrder(BulkOrder.Action.PAUSE, Optional.of("firm-7"), Reading.CHANGES));
        assertThat(BulkOrder.read(List.of("start", "--whole", "--dry-run")))
                .isEqualTo(new BulkOrder(BulkOrder.Action.DRY_RUN, Optional.empty(), Reading.WHOLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"go", "--now", "dry_run", "pause resume"})
    void what_is_not_known_is_refused_with_what_is(String words) {
        var list = List.of(words.split(" ", -1));

        assertThatThrownBy(() -> BulkOrder.read(list)).hasMessageContaining("start|resume|pause|stop|status");
    }

    private static Bulk bulk(@Nullable Instant pausedAt, @Nullable Instant endedAt) {
        return new Bulk(
                1,
                "drift",
                NOW,
                Reading.CHANGES,
                new Bulk.Counts(50_000, 24_990, 7, 3, 500),
                "drift",
                pausedAt,
                "drift",
                endedAt,
                new Pace(25_000, 3000, Duration.ofMinutes(10), Duration.ofMillis(200)));
    }
}
