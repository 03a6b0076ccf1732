package no.sticos.erp.sandbox.api;

import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code $filter}: comparisons and {@code contains}, joined by {@code and}, {@code or} and parentheses
 * (facts.md §2.2). {@code and} binds tighter. Anything else is Visma's error 6000.
 */
final class ODataFilter<T> {
    private static final int DEEPEST = 50;

    private final Shape<T> shape;
    private final FilterTokens tokens;
    private int depth;

    private ODataFilter(Shape<T> shape, String text) {
        this.shape = shape;
        this.tokens = FilterTokens.of(text);
    }

    /** The filter as a test; an empty text lets everything through. */
    static <T> Predicate<T> read(String text, Shape<T> shape) {
        return text.isEmpty() ? item -> true : new ODataFilter<>(shape, text).whole();
    }

    private Predicate<T> whole() {
        var test = either();
        if (!tokens.atEnd()) {
            throw Refusal.query("Syntax error at '" + tokens.next() + "'");
        }
        return test;
    }

    private Predicate<T> either() {
        var test = both();
        while (tokens.take("or")) {
            test = test.or(both());
        }
        return test;
    }

    private Predicate<T> both() {
        var test = one();
        while (tokens.take("and")) {
            test = test.and(one());
        }
        return test;
    }

    private Predicate<T> one() {
        if (tokens.take("(")) {
            return inner();
        }
        var word = tokens.next();
        return Contains.begins(word) ? Contains.read(word, tokens, shape) : comparison(word);
    }

    private Predicate<T> inner() {
        if (++depth > DEEPEST) {
            throw Refusal.query("The node count limit has been exceeded");
        }
        var test = either();
        if (!tokens.take(")")) {
            throw Refusal.query("')' expected");
        }
        depth--;
        return test;
    }

    private Predicate<T> comparison(String word) {
        var left = Operand.property(word, tokens, shape);
        var operator = tokens.next().toLowerCase(Locale.ROOT);
        var right = Operand.any(tokens.next(), tokens, shape);
        var holds = holds(operator);
        // Null equals null only and is neither smaller nor greater than anything.
        return item -> compare(left.value().apply(item), right.value().apply(item), operator, holds);
    }

    private static boolean compare(@Nullable Object left, @Nullable Object right, String operator, IntPredicate holds) {
        if (left == null || right == null) {
            boolean same = left == null && right == null;
            return operator.equals("eq") ? same : operator.equals("ne") && !same;
        }
        return holds.test(new Literal(right).compareFrom(left));
    }

    private static IntPredicate holds(String operator) {
        return switch (operator) {
            case "eq" -> order -> order == 0;
            case "ne" -> order -> order != 0;
            case "gt" -> order -> order > 0;
            case "ge" -> order -> order >= 0;
            case "lt" -> order -> order < 0;
            case "le" -> order -> order <= 0;
            default -> throw Refusal.query("Syntax error at '" + operator + "'");
        };
    }
}
