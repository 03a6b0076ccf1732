package no.sticos.erp.web.activity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLog;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Paths;
import org.jspecify.annotations.Nullable;

/**
 * The part of the log that a person looks at; all of it is in the page's address.
 *
 * @param q what is searched for
 * @param type what was done; null: anything
 * @param person who did it, by name; empty: anybody
 * @param from the first day, as it was typed
 * @param to the last day, as it was typed
 * @param before older than this line; null: from the newest
 */
public record ActivityQuery(
        String q, @Nullable AuditAction type, String person, String from, String to, @Nullable Long before) {
    /** No name is longer. */
    public static final int LONGEST = 100;

    /** Nobody types these, and the database takes no zero byte. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d.M.uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** Reads an address' parameters; what cannot be understood falls back to the default, as a link may be old. */
    static ActivityQuery read(Function<String, @Nullable String> parameter) {
        long before = Paths.number(parameter.apply("before"));
        return new ActivityQuery(
                text(parameter.apply("q")),
                named(text(parameter.apply("type"))),
                text(parameter.apply("person")),
                text(parameter.apply("from")),
                text(parameter.apply("to")),
                before == 0 ? null : before);
    }

    private static String text(@Nullable String typed) {
        var bare = typed == null ? "" : CONTROL.matcher(typed).replaceAll("").strip();
        return bare.substring(0, Math.min(bare.length(), LONGEST));
    }

    private static @Nullable AuditAction named(String word) {
        return Arrays.stream(AuditAction.values())
                .filter(action -> action.id().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** Whether a day is typed there that is none. */
    public static boolean isWrong(String typed) {
        return !typed.isEmpty() && day(typed) == null;
    }

    /** Whether anything is left out. */
    public boolean narrows() {
        return !on("").isEmpty();
    }

    /** The same from the newest line. */
    public ActivityQuery newest() {
        return new ActivityQuery(q, type, person, from, to, null);
    }

    /** The same with lines that are older. */
    public ActivityQuery older(long line) {
        return new ActivityQuery(q, type, person, from, to, line);
    }

    /** {@code path} with the parameters that are set. */
    public String on(String path) {
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        add(query, "q", q);
        add(query, "type", type == null ? "" : type.id());
        add(query, "person", person);
        add(query, "from", from);
        add(query, "to", to);
        add(query, "before", before == null ? "" : before.toString());
        return path + query;
    }

    /** What is asked; a day that is none narrows nothing. */
    AuditLog.Question question() {
        var last = day(to);
        return new AuditLog.Question(
                q,
                type,
                person.isEmpty() ? null : person,
                start(day(from)),
                start(last == null ? null : last.plusDays(1)));
    }

    private static void add(StringJoiner query, String name, String value) {
        if (!value.isEmpty()) {
            query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(Formats.ZONE).toInstant();
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return typed.isEmpty() ? null : LocalDate.parse(typed, DAY);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
