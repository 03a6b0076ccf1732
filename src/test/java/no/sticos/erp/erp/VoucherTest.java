package no.sticos.erp.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoucherTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "A,   A12,                  12",
                "A,   A0,                   0",
                "A1,  A112,                 12",
                "-,   12,                   12",
                "A,   A999999999999999999,  999999999999999999",
                "A,   A1000000000000000000, -",
                "A,   A,                    -",
                "A,   B12,                  -",
                "A,   A1x,                  -",
                "A,   A-1,                  -",
                "-,   A12,                  -",
                "A,   -,                    -"
            })
    void the_number_within_a_series_is_told_or_is_none(
            @Nullable String series, @Nullable String number, @Nullable Long ordinal) {
        assertThat(numbered(series, number).ordinal()).isEqualTo(ordinal);
    }

    private static Voucher numbered(@Nullable String series, @Nullable String number) {
        return new Voucher(
                new UUID(1, 2),
                LocalDate.of(2026, 1, 2),
                series,
                number,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                0,
                0);
    }
}
