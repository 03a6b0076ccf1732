package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.sticos.erp.kernel.Cause;
import org.junit.jupiter.api.Test;

/** Holds {@code src/docs/shown.md} to the causes and the tests that there are. */
class ShownTest {
    private static final Pattern CITED = Pattern.compile("`([A-Z][A-Za-z]+)#([a-z0-9_]+)`");
    private static final Pattern TEST = Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b");
    private static final Pattern OF_CAUSE = Pattern.compile("^\\| `([a-zA-Z]+)` \\|");

    private final List<String> rows = read(Path.of("src/docs/shown.md"))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.endsWith("| Shown by |"))
            .toList();
    private final Map<String, String> tests = tests();

    @Test
    void every_cause_has_one_row() {
        assertThat(rows.stream()
                        .map(OF_CAUSE::matcher)
                        .filter(row -> row.find())
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Cause.values()).map(Cause::key).toList());
    }

    @Test
    void every_row_names_a_test() {
        assertThat(rows).hasSizeGreaterThan(Cause.values().length + 15).allMatch(row -> CITED.matcher(row)
                .find());
    }

    @Test
    void every_test_that_is_named_is_there() {
        var cited = rows.stream()
                .flatMap(row -> CITED.matcher(row).results())
                .map(each -> each.group(1) + "#" + each.group(2))
                .distinct()
                .toList();

        assertThat(cited).allMatch(this::isTest);
    }

    /** The lines above a method, up to an empty one, tell whether it is a test. */
    private boolean isTest(String cited) {
        var parts = cited.split("#", 2);
        var source = tests.getOrDefault(parts[0] + ".java", "");
        int method = source.indexOf(" void " + parts[1] + "(");
        return method > 0
                && TEST.matcher(source.substring(source.lastIndexOf("\n\n", method), method))
                        .find();
    }

    private static Map<String, String> tests() {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), ShownTest::read, (a, b) -> a + b));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
