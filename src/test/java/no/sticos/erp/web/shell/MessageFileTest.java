package no.sticos.erp.web.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import no.sticos.erp.testing.MarkedLanguage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a language's file before anybody is shown a page in it. */
class MessageFileTest {
    private static final String FILE = "messages_sv.properties";

    @Test
    void a_file_in_the_operators_folder_is_a_language(@TempDir Path folder) throws IOException {
        var messages = MarkedLanguage.in(folder);

        assertThat(messages.language()).isEqualTo(MarkedLanguage.TAG);
        assertThat(messages.text("app.title", "A")).isEqualTo("⟦A – ERP-integrasjon⟧");
        assertThat(messages.keys()).isEqualTo(Messages.bokmal().keys());
    }

    @Test
    void what_the_program_brings_is_not_taken_from_the_folder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("messages_nb.properties"), "app.name = x");

        assertThat(Messages.of("nb", folder).text("app.name")).isEqualTo("ERP-integrasjon");
    }

    @Test
    void a_text_that_lacks_is_unknown_or_has_other_places_is_named(@TempDir Path folder) throws IOException {
        var texts = bokmal();
        texts.remove("app.skip");
        texts.setProperty("app.live", " ");
        texts.setProperty("app.skp", "x");
        texts.setProperty("list.range", "{0}–{1}");
        write(texts, folder);

        assertThatThrownBy(() -> Messages.of("sv", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        FILE + " does not say what messages_nb.properties says: it lacks app.live, app.skip;"
                                + " has unknown app.skp; has other places in list.range");
    }

    @Test
    void of_many_that_lack_ten_are_named_and_the_others_counted(@TempDir Path folder) throws IOException {
        write(new Properties(), folder);
        int more = Messages.bokmal().keys().size() - 10;

        assertThatThrownBy(() -> Messages.of("sv", folder))
                .hasMessageEndingWith(" and " + more + " more")
                .hasMessageContaining("it lacks activity.");
    }

    @Test
    void what_is_no_file_no_tag_or_no_utf_8_is_refused(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Messages.of("sv", folder)).hasMessageContaining(FILE);
        assertThatThrownBy(() -> Messages.of("../sv", folder)).hasMessageContaining("must be a tag");
        assertThatThrownBy(() -> Messages.of("", folder)).hasMessageContaining("must be a tag");

        Files.write(folder.resolve(FILE), "app.live = på".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Messages.of("sv", folder)).hasMessageContaining("UTF-8");
    }

    private static Properties bokmal() throws IOException {
        var texts = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/messages_nb.properties"))) {
            texts.load(in);
        }
        return texts;
    }

    private static void write(Properties texts, Path folder) throws IOException {
        try (var out = Files.newBufferedWriter(folder.resolve(FILE))) {
            texts.store(out, null);
        }
    }
}
