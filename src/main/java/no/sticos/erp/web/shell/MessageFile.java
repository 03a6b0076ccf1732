package no.sticos.erp.web.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A language's file of texts, {@code messages_<language>.properties} in UTF-8.
 *
 * <p>The class path comes first: a language that the program brings is the program's. Any other lies in a folder of the
 * operator's, so that it needs no build. Each must say what bokmål says: a text too few would end a page, one too many
 * is a misspelt one, and a place that is not there drops a name or an amount.
 */
final class MessageFile {
    /** A place for a value. */
    static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    /** More keys of a kind are counted, and not named. */
    static final int MOST_NAMED = 10;

    private final String where;
    private final Map<String, String> texts;

    private MessageFile(String where, Map<String, String> texts) {
        this.where = where;
        this.texts = texts;
    }

    /** The file of {@code language}, a tag of BCP 47; refused if that is none, or if the file cannot be read. */
    static MessageFile read(String language, Path folder) {
        var name = "messages_" + tag(language) + ".properties";
        try (var shipped = MessageFile.class.getResourceAsStream("/" + name)) {
            return shipped == null ? read(folder.resolve(name)) : new MessageFile(name, texts(utf8(shipped)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "language " + language + ": cannot read " + name + " on the class path or in " + folder
                            + "; it must be a file of properties in UTF-8",
                    e);
        }
    }

    private static MessageFile read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new MessageFile(file.toString(), texts(utf8(in)));
        }
    }

    /** Only letters, digits and hyphens are left: it names no other folder. */
    private static String tag(String language) {
        var locale = Locale.forLanguageTag(language);
        if (language.isEmpty() || !locale.toLanguageTag().equals(language)) {
            throw new IllegalArgumentException("language must be a tag as nb, en or en-GB; it is " + language);
        }
        return language;
    }

    /** Bytes that are no UTF-8 are refused, not replaced. */
    private static Reader utf8(InputStream in) {
        return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    }

    private static Map<String, String> texts(Reader in) throws IOException {
        var read = new Properties();
        read.load(in);
        var texts = new TreeMap<String, String>();
        read.forEach((key, text) -> texts.put(key.toString(), text.toString()));
        return texts;
    }

    Map<String, String> texts() {
        return texts;
    }

    /** This, if it has a text for each of {@code model}'s keys and no other, each with the same places. */
    MessageFile requireAs(MessageFile model) {
        var wrong = new ArrayList<String>();
        tell(wrong, "lacks", named(model.texts.keySet(), key -> texts.getOrDefault(key, "")
                .isBlank()));
        tell(wrong, "has unknown", named(texts.keySet(), key -> !model.texts.containsKey(key)));
        tell(wrong, "has other places in", named(texts.keySet(), key -> hasOtherPlaces(model, key)));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    where + " does not say what " + model.where + " says: it " + String.join("; ", wrong));
        }
        return this;
    }

    private boolean hasOtherPlaces(MessageFile model, String key) {
        var said = model.texts.get(key);
        var says = texts.getOrDefault(key, "");
        return said != null && !says.isBlank() && !places(said).equals(places(says));
    }

    private static List<String> named(Set<String> keys, Predicate<String> wrong) {
        return keys.stream().filter(wrong).toList();
    }

    private static void tell(List<String> wrong, String what, List<String> keys) {
        if (!keys.isEmpty()) {
            var more = keys.size() > MOST_NAMED ? " and " + (keys.size() - MOST_NAMED) + " more" : "";
            wrong.add(keys.stream().limit(MOST_NAMED).collect(Collectors.joining(", ", what + " ", more)));
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(place -> place.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
