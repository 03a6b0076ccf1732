package no.sticos.erp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of numbers with their expected verdicts; its sources stand in the table. */
class IdentifiersTest {
    private record Line(String type, String input, String expected, String normalized) {}

    @ParameterizedTest
    @MethodSource("orgnrs")
    void an_orgnr_is_read_as_the_table_says(Line line) {
        var read = Orgnr.read(line.input);

        assertThat(read.isPresent()).as(line.input).isEqualTo(line.expected.equals("valid"));
        assertThat(read.map(Orgnr::digits).orElse("")).isEqualTo(line.normalized);
    }

    @ParameterizedTest
    @MethodSource("personalNumbers")
    void a_personal_number_is_known_as_the_table_says(Line line) {
        assertThat(PersonalNumber.read(line.input).isPresent())
                .as(line.input)
                .isEqualTo(line.expected.startsWith("valid"));
    }

    @Test
    void the_table_holds_both_kinds() {
        assertThat(orgnrs()).hasSizeGreaterThan(20);
        assertThat(personalNumbers()).hasSizeGreaterThan(10);
    }

    @Test
    void a_personal_number_with_separators_is_the_same_number_and_is_never_shown() {
        var number = PersonalNumber.read("038515 98730").orElseThrow();

        assertThat(number.reveal()).isEqualTo("03851598730");
        assertThat(number).hasToString("***");
    }

    @Test
    void months_between_the_synthetic_shifts_are_no_months() {
        var shifted = Stream.of("00", "13", "40", "53", "65", "78", "80", "93")
                .flatMap(month -> tails().map(tail -> "01" + month + "90" + tail));

        assertThat(shifted).noneMatch(number -> PersonalNumber.read(number).isPresent());
    }

    @Test
    void each_synthetic_shift_covers_twelve_months() {
        var months = Stream.of(1, 12, 41, 52, 66, 77, 81, 92).map(month -> "%02d".formatted(month));

        assertThat(months).allMatch(month -> tails().anyMatch(
                        tail -> PersonalNumber.read("01" + month + "90" + tail).isPresent()));
    }

    @Test
    void full_width_digits_are_no_digits() {
        assertThat(PersonalNumber.read("０３８５１５９８７３０")).isEmpty();
        assertThat(Orgnr.read("９７４７６０６７３")).isEmpty();
    }

    private static Stream<String> tails() {
        return Stream.iterate(0, tail -> tail + 1).limit(100_000).map(tail -> "%05d".formatted(tail));
    }

    static List<Line> orgnrs() {
        return lines("orgnr");
    }

    static List<Line> personalNumbers() {
        return lines("fnr");
    }

    private static List<Line> lines(String type) {
        return table().skip(1)
                .map(line -> line.replace("\"", "").split(",", -1))
                .map(cells -> new Line(cells[0], cells[1], cells[2], cells[3]))
                .filter(line -> line.type.equals(type))
                .toList();
    }

    private static Stream<String> table() {
        try (var file = Objects.requireNonNull(IdentifiersTest.class.getResourceAsStream("/identifiers.csv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
