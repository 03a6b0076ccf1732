package no.sticos.erp.web.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.status.Look;
import no.sticos.erp.web.status.PartProgress;
import no.sticos.erp.web.system.Chip;
import org.junit.jupiter.api.Test;

/** Holds templates, code and texts together: nothing missing, nothing left over, nothing written in place. */
class MessagesTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path CODE = Path.of("src/main/java/no/sticos/erp/web");

    /** Keys below these are put together in code or templates. */
    private static final List<String> PUT_TOGETHER = List.of(
            "state.",
            "cause.",
            "chip.",
            "entity.",
            "resource.",
            "row.disabled.",
            "step.",
            "proof.check.",
            "proof.outcome.",
            "consent.scope.",
            "consent.without.",
            "runs.result.",
            "connect.again.",
            "queue.show.",
            "invite.end.",
            "alerts.kind.",
            "letter.alert.",
            "activity.event.",
            "activity.many.",
            "activity.key.",
            "keys.scope.",
            "bulk.activate",
            "bulk.send",
            "bulk.deactivate",
            "bulk.delete",
            "bulk.result.so.",
            "activity.outcome.",
            "deleting.",
            "auth.",
            "help.",
            "error.");
    /** What the routes say that call the other rooms. */
    private static final List<String> FOR_ROUTES =
            List.of("row.said.", "connect.added.", "connect.renewed", "connect.scopes", "new.created", "proof.value.");

    private static final Pattern USE = Pattern.compile("\\b(?:t|n|text|counted)\\(\\s*\"([a-zA-Z0-9._]+)\"\\s*[,)]");
    private static final Pattern QUOTED = Pattern.compile("\"([a-zA-Z0-9._]+)\"");
    private static final Pattern COMMENT_OR_CODE = Pattern.compile(
            "(?m)^(?:@|!\\{).*$|@template\\.[^(]+\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)|@(?:if|elseif|for)\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)|@(?:endif|endfor|else)|\\$\\{[^}]*}");
    private static final Pattern BETWEEN_TAGS = Pattern.compile(">([^<>]*\\p{L}{2,}[^<>]*)<");
    private static final Pattern SPOKEN =
            Pattern.compile("\\b(?:aria-label|title|placeholder|alt)=\"[^\"]*\\p{L}[^\"]*\"");

    private final Messages messages = Messages.bokmal();

    @Test
    void every_key_that_is_used_has_a_text() {
        assertThat(keysIn(USE))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(messages.has(key)).as(key).isTrue());
    }

    @Test
    void every_text_is_used() {
        var quoted = keysIn(QUOTED);
        var left = new TreeSet<>(messages.keys());
        left.removeIf(key ->
                quoted.contains(withoutOne(key)) || startsWithAny(key, PUT_TOGETHER) || startsWithAny(key, FOR_ROUTES));

        assertThat(left).isEmpty();
    }

    @Test
    void every_state_chip_cause_and_step_has_its_words() {
        for (var state : ClientState.values()) {
            assertThat(messages.has("state." + Look.of(state).key()))
                    .as(state.name())
                    .isTrue();
        }
        for (var chip : Chip.values()) {
            assertThat(messages.has("chip." + chip.word())).as(chip.name()).isTrue();
        }
        for (var cause : Cause.values()) {
            assertThat(Reason.of(cause).in(messages)).as(cause.name()).isNotBlank();
            assertThat(messages.has("cause." + cause.key())).as(cause.name()).isTrue();
        }
        for (var resource : Resource.values()) {
            assertThat(messages.has("resource." + resource.id()))
                    .as(resource.id())
                    .isTrue();
        }
        for (var part : PartProgress.Part.values()) {
            assertThat(new PartProgress(part, null, 0, null, false).name(messages))
                    .isNotBlank();
        }
    }

    @Test
    void no_template_holds_a_text_of_its_own() {
        for (var file : files(TEMPLATES, ".jte")) {
            var markup = COMMENT_OR_CODE.matcher(read(file)).replaceAll("");
            assertThat(BETWEEN_TAGS.matcher(markup).results().map(found -> found.group(1)
                            .strip()))
                    .as(file.toString())
                    .isEmpty();
            assertThat(SPOKEN.matcher(markup).results().map(found -> found.group()))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void no_template_holds_a_script_or_a_style() {
        for (var file : files(TEMPLATES, ".jte")) {
            assertThat(read(file))
                    .as(file.toString())
                    .doesNotContain("<style", " style=", "hx-on", "$unsafe")
                    .doesNotContainPattern("\\son[a-z]+=")
                    .doesNotContainPattern("<script(?! src=)");
        }
    }

    @Test
    void places_are_filled_as_they_are_and_one_has_its_own_text() {
        assertThat(messages.text("list.none.search", "a{0}$1\\")).isEqualTo("Ingen klienter passer til «a{0}$1\\».");
        assertThat(messages.counted("list.stale", 1)).isEqualTo("1 rad er endret.");
        assertThat(messages.counted("list.stale", 1200)).isEqualTo("1\u00a0200 rader er endret.");
    }

    @Test
    void what_is_missing_fails_at_once() {
        assertThatThrownBy(() -> messages.text("no.such")).hasMessageContaining("no.such");
        assertThatThrownBy(() -> messages.text("list.page")).hasMessageContaining("list.page");
    }

    private static Set<String> keysIn(Pattern pattern) {
        var keys = new TreeSet<String>();
        var all = new ArrayList<>(files(TEMPLATES, ".jte"));
        all.addAll(files(CODE, ".java"));
        for (var file : all) {
            pattern.matcher(read(file)).results().map(found -> found.group(1)).forEach(keys::add);
        }
        return keys;
    }

    private static String withoutOne(String key) {
        return key.endsWith(".one") ? key.substring(0, key.length() - 4) : key;
    }

    private static boolean startsWithAny(String key, List<String> prefixes) {
        return prefixes.stream().anyMatch(key::startsWith);
    }

    private static List<Path> files(Path below, String ending) {
        try (var all = Files.walk(below)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
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
