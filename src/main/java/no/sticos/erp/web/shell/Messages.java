package no.sticos.erp.web.shell;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every text that a person reads, by key, from {@code messages_nb.properties} (UTF-8).
 *
 * <p>Places are {@code {0}}, {@code {1}} …; their values arrive formatted. A quote is just a quote. A text
 * that does not exist is a mistake of ours and fails at once; {@code MessagesTest} sees that none is missing.
 */
public final class Messages {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private final Map<String, String> texts;

    private Messages(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    /** The bokmål texts, read from the class path. */
    public static Messages bokmal() {
        var read = new Properties();
        try (var in = Messages.class.getResourceAsStream("/messages_nb.properties")) {
            if (in == null) {
                throw new IllegalStateException("messages_nb.properties is not on the class path");
            }
            read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var texts = new HashMap<String, String>();
        read.forEach((key, text) -> texts.put(key.toString(), text.toString()));
        return new Messages(texts);
    }

    /** The text of {@code key} with its places filled in order. */
    public String text(String key, String... values) {
        var text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no text for " + key);
        }
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(key, place.group(1), values)));
    }

    /** As {@link #text}, where {@code {0}} is {@code number}; 1 takes the text of {@code key.one} if there is one. */
    public String counted(String key, long number, String... more) {
        var values = new String[more.length + 1];
        values[0] = Formats.count(number);
        System.arraycopy(more, 0, values, 1, more.length);
        var one = key + ".one";
        return text(number == 1 && texts.containsKey(one) ? one : key, values);
    }

    /** Whether there is a text for {@code key}. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** All keys, in order. */
    public Set<String> keys() {
        return new TreeSet<>(texts.keySet());
    }

    private static String value(String key, String place, String[] values) {
        var index = Integer.parseInt(place);
        if (index >= values.length) {
            throw new IllegalArgumentException("no value for {" + place + "} of " + key);
        }
        return values[index];
    }
}
