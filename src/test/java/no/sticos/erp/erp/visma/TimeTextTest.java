package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    /** The library is the judge: the quick way and it agree on every length that .NET writes. */
    @Test
    void the_quick_way_is_the_librarys() {
        for (int digits = 0; digits <= 7; digits++) {
            var fraction = digits == 0 ? "" : "." + "6730217".substring(0, digits);
            for (var time : new String[] {"2026-02-28T23:59:59", "2024-02-29T00:00:00", "0001-01-01T12:30:01"}) {
                assertThat(TimeText.instant(time + fraction + "Z")).isEqualTo(Instant.parse(time + fraction + "Z"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-27T17:34:17.67302179Z, 2026-06-27T17:34:17.673021700Z",
        "2026-06-27T17:34:17.5,         2026-06-27T17:34:17.5Z",
        "2026-06-27T17:34:17+02:00,     2026-06-27T15:34:17Z",
        "2026-06-27T17:34Z,             2026-06-27T17:34:00Z"
    })
    void other_forms_are_read_too(String text, Instant instant) {
        assertThat(TimeText.instant(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-06-27",
                "2026-02-30T00:00:00Z",
                "2026-06-27T24:00:01Z",
                "2026-06-27T17:34:1xZ",
                "2026x06-27T17:34:17Z",
                "2026-06-27T17;34:17Z",
                "2026-06-27T17:34:17.67302xZ",
                "２026-06-27T17:34:17Z"
            })
    void what_is_no_time_is_refused(String text) {
        assertThatThrownBy(() -> TimeText.instant(text)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-03-30", "2026-03-30T00:00:00", "2026-03-30T00:00:00Z", "2026-03-30T23:59:59.9999999Z"})
    void a_date_is_what_stands_before_the_time(String text) {
        assertThat(TimeText.date(text)).isEqualTo(LocalDate.of(2026, 3, 30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-3-30", "2026-03-30 00:00", "2026/03/30", "2026-02-29", "20260330xx", "2026-03-3x"})
    void what_is_no_date_is_refused(String text) {
        assertThatThrownBy(() -> TimeText.date(text)).isInstanceOf(DateTimeException.class);
    }
}
