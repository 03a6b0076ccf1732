package no.sticos.erp.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import no.sticos.erp.web.shell.Messages;

/**
 * A language that nobody speaks: bokmål with each text between marks, so that a text which came from no message file
 * stands outside them.
 */
public final class MarkedLanguage {
    /** Its tag. */
    public static final String TAG = "en-XA";

    private static final Pattern INNERMOST = Pattern.compile("⟦[^⟦⟧]*⟧");

    private MarkedLanguage() {}

    /** Its texts, by a file of its own in {@code folder}, as an operator would lay it there. */
    public static Messages in(Path folder) throws IOException {
        var bokmal = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/messages_nb.properties"))) {
            bokmal.load(in);
        }
        bokmal.replaceAll((key, text) -> "⟦" + text + "⟧");
        try (var out = Files.newBufferedWriter(folder.resolve("messages_" + TAG + ".properties"))) {
            bokmal.store(out, null);
        }
        return Messages.of(TAG, folder);
    }

    /** What stands outside all marks. */
    public static String outside(String text) {
        var left = text;
        for (var next = without(left); !next.equals(left); next = without(left)) {
            left = next;
        }
        return left.strip();
    }

    private static String without(String text) {
        return INNERMOST.matcher(text).replaceAll(" ");
    }
}
