package no.sticos.erp.web.shell;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * Every text that a person reads, by key, in one language.
 *
 * <p>Bokmål is the program's own and the measure of every other. Places are {@code {0}}, {@code {1}} …; their values
 * arrive formatted. A quote is just a quote. A text that does not exist is a mistake of ours and fails at once;
 * {@code MessagesTest} sees that none is missing.
 */
public final class Messages {
    private static final String BOKMAL = "nb";

    private final String language;
    private final Map<String, String> texts;

    private Messages(String language, MessageFile file) {
        this.language = language;
        this.texts = Map.copyOf(file.texts());
    }

    /** The bokmål texts, read from the class path. */
    public static Messages bokmal() {
        return of(BOKMAL, Path.of(""));
    }

    /**
     * The texts of {@code language}; refused with what is wrong if it does not say all that bokmål does.
     *
     * @param language a tag of BCP 47
     * @param folder where the file lies if the program brings none
     */
    public static Messages of(String language, Path folder) {
        var bokmal = MessageFile.read(BOKMAL, folder);
        return new Messages(language, MessageFile.read(language, folder).requireAs(bokmal));
    }

    /** What a page says that it is written in: a tag of BCP 47. */
    public String language() {
        return language;
    }

    /** The text of {@code key} with its places filled in order. */
    public String text(String key, String... values) {
        var text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no text for " + key);
        }
        return MessageFile.PLACE
                .matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(value(key, place.group(1), values)));
    }

    /** As {@link #text}, where {@code {0}} is {@code number}; 1 takes the text of {@code key.one} if there is one. */
    public String counted(String key, long number, String... more) {
        var values = new String[more.length + 1];
        values[0] = Formats.count(number);
        System.arraycopy(more, 0, values, 1, more.length);
        var one = key + ".one";
        return text(number == 1 && texts.containsKey(one) ? one : key, values);
    }

    /** The time of day in a sentence: {@code kl. 14:41}. */
    public String clock(Instant time) {
        return text("time.clock", Formats.time(time));
    }

    /** The day and its time in a sentence: {@code 24.11.2026 kl. 14:07}. */
    public String dateAndClock(Instant time) {
        return text("time.dateAndClock", Formats.date(time), Formats.time(time));
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
