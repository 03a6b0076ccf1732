package no.sticos.erp.sandbox.api;

import java.util.Locale;
import java.util.function.Predicate;
import no.sticos.erp.sandbox.api.Field.Nested;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a filter that are true or false: {@code contains(Name,'x')}, and the same about any item of a list,
 * {@code Rows/any(c: contains(c/Text,'x'))} (facts.md §2.2). Case does not matter, as in SQL Server.
 */
final class Contains {
    private static final String ANY = "/any";

    private Contains() {}

    /** Whether this word begins one of the functions. */
    static boolean begins(String word) {
        return word.equalsIgnoreCase("contains") || word.endsWith(ANY);
    }

    /** What stands behind the word that begins it. */
    static <T> Predicate<T> read(String word, FilterTokens tokens, Shape<T> shape) {
        tokens.pass("(");
        return word.endsWith(ANY)
                ? anyOf(word.substring(0, word.length() - ANY.length()), tokens, shape)
                : property(tokens, shape);
    }

    private static <T> Predicate<T> property(FilterTokens tokens, Shape<T> shape) {
        var property = Operand.field(tokens.next(), shape);
        var part = part(tokens);
        return item -> holds(property.value().apply(item), part);
    }

    private static <T> Predicate<T> anyOf(String list, FilterTokens tokens, Shape<T> shape) {
        var field =
                shape.field(list).orElseThrow(() -> Refusal.query("Could not find a property named '" + list + "'"));
        var alias = tokens.next();
        tokens.pass("contains");
        tokens.pass("(");
        var path = tokens.next().split("/", 2);
        if (path.length < 2 || !alias.equals(path[0] + ":")) {
            throw Refusal.query("Could not find a property named '" + path[0] + "'");
        }
        var part = part(tokens);
        tokens.pass(")");
        return item -> field.read().apply(item) instanceof Nested<?> items && anyHolds(items, path[1], part);
    }

    private static <N> boolean anyHolds(Nested<N> items, String name, String part) {
        var property = Operand.field(name, items.shape());
        return items.items().stream().anyMatch(item -> holds(property.value().apply(item), part));
    }

    private static String part(FilterTokens tokens) {
        tokens.pass(",");
        if (!(Literal.read(tokens.next()).value() instanceof String part)) {
            throw Refusal.query("No function signature for the function with name 'contains' matches");
        }
        tokens.pass(")");
        return part.toLowerCase(Locale.ROOT);
    }

    private static boolean holds(@Nullable Object value, String part) {
        return value instanceof String text && text.toLowerCase(Locale.ROOT).contains(part);
    }
}
