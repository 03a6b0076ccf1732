package no.sticos.erp.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+47 1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void a_text_that_would_be_computed_stays_a_text(String text) {
        assertThat(Csv.text(text).replace("\"", "")).isEqualTo("'" + text);
    }

    @Test
    void what_would_break_a_line_is_quoted() {
        assertThat(Csv.line("a;b", "say \"x\"", "two\nlines", "plain"))
                .isEqualTo("\"a;b\";\"say \"\"x\"\"\";\"two\nlines\";plain\r\n");
    }

    @Test
    void an_amount_is_a_number_with_two_decimals_and_none_is_empty() {
        assertThat(Csv.joined(
                        "1920",
                        Csv.number(new BigDecimal("-184350")),
                        Csv.number(new BigDecimal("0.005")),
                        Csv.number(null)))
                .isEqualTo("1920;-184350,00;0,01;\r\n");
    }
}
