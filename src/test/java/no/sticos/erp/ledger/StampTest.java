package no.sticos.erp.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampTest {
    @ParameterizedTest
    @CsvSource({
        "2026-06-27T17:34:17.6730217Z, 2026-06-27T17:34:17.6730217Z",
        "2026-06-27T17:34:17.67302179Z, 2026-06-27T17:34:17.6730217Z",
        "2026-01-02T03:04:05Z,         2026-01-02T03:04:05.0000000Z",
        "2026-01-02T03:04:05.0000001Z, 2026-01-02T03:04:05.0000001Z",
        "2026-12-31T23:59:59.001Z,     2026-12-31T23:59:59.0010000Z",
        "1969-12-31T23:59:59.9Z,       1969-12-31T23:59:59.9000000Z",
        "0999-12-31T23:59:59Z,         0999-12-31T23:59:59.0000000Z"
    })
    void a_stamp_has_seven_digits_whatever_it_came_with(Instant time, String stamp) {
        assertThat(Stamp.format(time)).isEqualTo(stamp);
    }

    @Test
    void only_the_one_form_is_a_stamp() {
        assertThat(Stamp.isOne("2026-06-27T17:34:17.6730217Z")).isTrue();
        assertThat(Stamp.isOne(null)).isTrue();
        assertThat(Stamp.isOne("2026-06-27T17:34:17.673Z")).isFalse();
    }
}
