package no.sticos.erp.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetsTest {
    private static final Path VENDOR = Path.of("src/main/resources/webroot/vendor");
    private final Assets assets = Assets.load();

    @Test
    void what_others_made_is_what_the_manifest_says() throws Exception {
        var manifest = new Properties();
        try (var in = new InputStreamReader(
                Files.newInputStream(VENDOR.resolve("manifest.properties")), StandardCharsets.UTF_8)) {
            manifest.load(in);
        }

        for (var name : manifest.stringPropertyNames()) {
            var sum = manifest.getProperty(name).split(" ")[2];
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(VENDOR.resolve(name)));
            assertThat(HexFormat.of().formatHex(digest)).as(name).isEqualTo(sum);
        }
        try (var files = Files.list(VENDOR)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("every file has its line and every line its file")
                    .containsExactlyInAnyOrderElementsOf(withManifest(manifest));
        }
    }

    @Test
    void every_package_comes_with_its_licence() {
        assertThat(List.of("designsystemet", "htmx", "htmx-ext-sse", "inter"))
                .allSatisfy(
                        name -> assertThat(VENDOR.resolve(name + ".LICENSE")).isNotEmptyFile());
    }

    @Test
    void the_first_view_weighs_less_than_120_kilobytes() throws IOException {
        int total = 0;
        for (var name : List.of(
                "app.css",
                "portal.js",
                "icons.svg",
                "vendor/designsystemet.css",
                "vendor/designsystemet-theme.css",
                "vendor/htmx.min.js",
                "vendor/htmx-ext-sse.min.js",
                "vendor/inter-nb.woff2")) {
            total += zipped(name);
        }

        assertThat(total).isLessThan(120_000);
        assertThat(zipped("portal.js")).as("our own script").isLessThan(3_072);
        assertThat(zipped("app.css")).as("our own style").isLessThan(7_168);
    }

    @ParameterizedTest
    @CsvSource({"portal.js, //", "app.css, /*", "paper.css, /*"})
    void our_own_files_are_sent_without_what_only_their_readers_need(String name, String comment) throws IOException {
        var source = Files.readString(Path.of("src/main/resources/webroot", name));
        var sent = assets.find(name).orElseThrow().body().toString(StandardCharsets.UTF_8);

        assertThat(source.lines()).anyMatch(line -> line.strip().startsWith(comment));
        assertThat(sent.lines().filter(line -> !line.isEmpty()))
                .containsExactlyElementsOf(source.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith(comment))
                        .toList());
    }

    @Test
    void an_address_holds_the_version_of_the_contents() {
        var url = assets.url("vendor/inter-nb.woff2");

        assertThat(url).matches("/assets/[0-9a-f]{16}/vendor/inter-nb\\.woff2");
        assertThat(assets.isCurrent(url.split("/")[2])).isTrue();
        assertThat(assets.isCurrent("0000000000000000")).isFalse();
        assertThat(assets.find("vendor/manifest.properties")).isEmpty();
    }

    @Test
    void the_style_sheet_asks_only_for_fonts_that_are_served() {
        var css = assets.find("app.css").orElseThrow().body().toString();

        assertThat(css)
                .contains("vendor/inter-nb.woff2")
                .contains("vendor/inter-latin.woff2")
                .contains("vendor/inter-latin-ext.woff2");
        assertThat(css).doesNotContain("http:").doesNotContain("https:");
    }

    private static List<String> withManifest(Properties manifest) {
        var names = new java.util.ArrayList<>(manifest.stringPropertyNames());
        names.add("manifest.properties");
        return names;
    }

    private int zipped(String name) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(assets.find(name).orElseThrow().body().getBytes());
        }
        return out.size();
    }
}
