package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code src/docs/bounds.md} to the constants and the settings that it names. */
class BoundsTest {
    private static final Pattern ROW = Pattern.compile("^\\| (.+) \\| (\\d+) \\| `([A-Za-z.]+(?:\\.[A-Z_]+)?)` \\|$");

    @Test
    void every_row_names_what_decides_it() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(15);
        assertThat(rows()).allMatch(ROW.asMatchPredicate());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_bound_is_what_its_row_says(String row) throws ReflectiveOperationException {
        var found = ROW.matcher(row);
        assertThat(found.matches()).isTrue();

        assertThat(decided(found.group(3))).isEqualTo(found.group(2));
    }

    static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("src/docs/bounds.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what |"))
                .toList();
    }

    /** A setting's default, or else a constant's value. */
    private static String decided(String by) throws ReflectiveOperationException {
        var setting = Keys.DEFAULTS.get(by);
        return setting == null ? constant(by) : setting;
    }

    private static String constant(String name) throws ReflectiveOperationException {
        int dot = name.lastIndexOf('.');
        var field = Class.forName("no.sticos.erp." + name.substring(0, dot)).getDeclaredField(name.substring(dot + 1));
        field.setAccessible(true);
        return String.valueOf(field.get(null));
    }
}
