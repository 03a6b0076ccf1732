package no.sticos.erp.web.connecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import no.sticos.erp.connect.ConnectQueues.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastedNumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "974760673|",
                "974 760 673 Fjell AS|Fjell AS",
                "Fjell AS; 974760673|Fjell AS",
                "NO 974 760 673 MVA, Fjell & Fjord AS|Fjell & Fjord AS",
                "974.760.673\tKafé Ås|Kafé Ås",
                "\"974\u00a0760\u00a0673\";\"Fjell AS\"|Fjell AS",
                "Avd 2 Fjell AS 974760673|Avd 2 Fjell AS"
            })
    void a_number_and_a_name_are_found_as_lists_have_them(String line, String name) {
        var read = PastedNumbers.read(line);

        assertThat(read.lines()).hasSize(1);
        assertThat(read.wanted()).extracting(wanted -> wanted.orgnr().digits()).containsExactly("974760673");
        assertThat(read.wanted()).extracting(Wanted::name).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({"974760674", "97476067", "9747606731", "Fjell AS", "03851598730", "038515 98730", "000000000"})
    void what_is_no_number_is_told_by_its_line(String text) {
        var read = PastedNumbers.read("974760673\n\n" + text);

        assertThat(read.wanted()).hasSize(1);
        assertThat(read.lines()).extracting(PastedNumbers.Line::number).containsExactly(1, 3);
        assertThat(read.lines().get(1).wanted()).isEmpty();
    }

    @Test
    void what_no_keyboard_types_is_no_part_of_a_name() {
        assertThat(PastedNumbers.read("974760673\tFjell\0\tAS").wanted())
                .extracting(Wanted::name)
                .containsExactly("Fjell  AS");
    }

    @Test
    void a_name_that_may_hold_a_personal_number_is_not_kept() {
        assertThat(PastedNumbers.read("974760673 Ola Vik 038515 98730").wanted())
                .extracting(Wanted::name)
                .isEqualTo(java.util.Collections.singletonList(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", " x", "1 ", "974760673"})
    void a_line_that_is_as_long_as_a_form_may_be_is_no_number_and_is_told_at_once(String part) {
        var line = part.repeat(60_000 / part.length());

        var read = assertTimeoutPreemptively(Duration.ofSeconds(1), () -> PastedNumbers.read(line));

        assertThat(read.wanted()).isEmpty();
        assertThat(read.lines()).hasSize(1);
    }

    @Test
    void thousands_of_lines_are_held_against_each_other_at_once() {
        var read = PastedNumbers.read("974760673\n".repeat(6_000));

        var twice = assertTimeoutPreemptively(Duration.ofSeconds(1), () -> read.lines().stream()
                .flatMap(line -> read.before(line).stream())
                .toList());

        assertThat(twice).hasSize(5_999);
    }

    @Test
    void each_company_stands_in_the_queue_once_where_it_stood_first() {
        var read = PastedNumbers.read("923609016 Fjord\r\n974 760 673\r\nNO923609016MVA");

        assertThat(read.wanted())
                .extracting(wanted -> wanted.orgnr().digits())
                .isEqualTo(List.of("923609016", "974760673"));
        assertThat(read.before(read.lines().get(2)).map(PastedNumbers.Line::number))
                .contains(1);
        assertThat(read.before(read.lines().get(0))).isEmpty();
    }
}
