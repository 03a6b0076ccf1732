package no.sticos.erp.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machine of the tests stands in Lima and speaks English: what leaned on it would fail here. */
class FormatsTest {
    /** Written with _ for U+00A0 and ~ for U+2212, so that a reader can see them. */
    private static String spelled(String text) {
        return text.replace('\u00a0', '_').replace('\u2212', '~');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0,00",
                "1250 | 1_250,00",
                "-184350 | ~184_350,00",
                "999.995 | 1_000,00",
                "-0.004 | 0,00",
                "0.05 | 0,05",
                "1234567890.1 | 1_234_567_890,10",
                "1E+3 | 1_000,00"
            })
    void an_amount_has_groups_a_comma_and_a_true_minus(String number, String shown) {
        assertThat(spelled(Formats.amount(new BigDecimal(number)))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "1000, 1_000", "61902, 61_902", "1204377, 1_204_377", "-1000, ~1_000"})
    void a_count_is_grouped_from_a_thousand(long number, String shown) {
        assertThat(spelled(Formats.count(number))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"PT0.4S, 0_s", "PT38S, 38_s", "PT112S, 1_min_52_s", "PT2H5M59S, 2_t_5_min", "PT26H, 26_t_0_min"})
    void a_duration_shows_its_two_largest_units(Duration duration, String shown) {
        assertThat(spelled(Formats.duration(duration))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1_min", "PT61S, 2_min", "PT1H, 1_t_0_min", "PT10001S, 2_t_47_min", "PT200H, 200_t_0_min"})
    void a_guess_is_rounded_up_to_the_minute(Duration duration, String shown) {
        assertThat(spelled(Formats.minutes(duration))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T13:07:59Z, 24.11.2026 14:07",
        "2026-06-30T22:00:00Z, 01.07.2026 00:00",
        "2026-10-25T00:30:00Z, 25.10.2026 02:30",
        "2026-10-25T01:30:00Z, 25.10.2026 02:30"
    })
    void a_time_is_shown_as_the_clock_in_oslo_shows_it(Instant time, String shown) {
        assertThat(Formats.dateTime(time)).isEqualTo(shown);
    }

    @Test
    void a_sentence_says_the_clock_and_a_receipt_the_seconds() {
        var time = Instant.parse("2026-11-24T13:42:07Z");

        assertThat(spelled(Messages.bokmal().clock(time))).isEqualTo("kl._14:42");
        assertThat(spelled(Messages.bokmal().dateAndClock(time))).isEqualTo("24.11.2026 kl._14:42");
        assertThat(Formats.dateTimeSeconds(time)).isEqualTo("24.11.2026 14:42:07");
        assertThat(Formats.hour(7)).isEqualTo("07:00");
        assertThat(Formats.iso(time)).isEqualTo("2026-11-24T13:42:07Z");
    }

    @Test
    void what_is_missing_is_a_dash() {
        assertThat(Formats.amount(null)).isEqualTo("–");
        assertThat(Formats.dateTime(null)).isEqualTo("–");
        assertThat(Formats.date((LocalDate) null)).isEqualTo("–");
    }

    @Test
    void small_things_hold_together() {
        assertThat(spelled(Formats.percent(62))).isEqualTo("62_%");
        assertThat(spelled(Formats.kroner(new BigDecimal("1250")))).isEqualTo("1_250,00_kr");
        assertThat(spelled(Formats.orgnr("974760673"))).isEqualTo("974_760_673");
        assertThat(Formats.orgnr("12345")).isEqualTo("12345");
        assertThat(Formats.date(LocalDate.of(2026, 1, 9))).isEqualTo("09.01.2026");
    }
}
