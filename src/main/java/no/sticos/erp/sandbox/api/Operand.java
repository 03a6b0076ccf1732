package no.sticos.erp.sandbox.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison in a filter: a property, its negative ({@code -Amount}), its {@code year(…)}, or a constant
 * (facts.md §2.2). Gives values in their comparable form.
 */
record Operand<T>(Function<T, @Nullable Object> value) {
    /** The left side, which must be about a property. */
    static <T> Operand<T> property(String word, FilterTokens tokens, Shape<T> shape) {
        if (word.equalsIgnoreCase("year") && tokens.take("(")) {
            var inner = field(tokens.next(), shape);
            tokens.pass(")");
            return of(item -> year(inner.value.apply(item)));
        }
        if (word.startsWith("-")) {
            var inner = field(word.substring(1), shape);
            return of(item -> negative(inner.value.apply(item)));
        }
        return field(word, shape);
    }

    /** The right side: a property if there is one of that name, else a constant. */
    static <T> Operand<T> any(String word, FilterTokens tokens, Shape<T> shape) {
        var name = word.startsWith("-") ? word.substring(1) : word;
        if (shape.field(name).isPresent() || word.equalsIgnoreCase("year")) {
            return property(word, tokens, shape);
        }
        var constant = Literal.read(word);
        return of(item -> constant.value());
    }

    /** The property with this name, if filters may name it. */
    static <T> Operand<T> field(String name, Shape<T> shape) {
        var field = shape.field(name)
                .filter(Field::filtered)
                .orElseThrow(() -> Refusal.query("Could not find a property named '" + name + "'"));
        return of(item -> {
            var value = field.read().apply(item);
            return value == null ? null : Literal.comparable(value);
        });
    }

    private static <T> Operand<T> of(Function<T, @Nullable Object> value) {
        return new Operand<>(value);
    }

    private static @Nullable Object year(@Nullable Object value) {
        if (value == null || value instanceof Instant) {
            return value instanceof Instant instant
                    ? BigDecimal.valueOf(instant.atZone(ZoneOffset.UTC).getYear())
                    : null;
        }
        throw Refusal.query("No function signature for the function with name 'year' matches the specified arguments");
    }

    private static @Nullable Object negative(@Nullable Object value) {
        if (value == null || value instanceof BigDecimal) {
            return value instanceof BigDecimal number ? number.negate() : null;
        }
        throw Refusal.query("A unary operator with an incompatible type was detected");
    }
}
