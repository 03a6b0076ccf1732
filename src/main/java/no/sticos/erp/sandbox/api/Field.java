package no.sticos.erp.sandbox.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One property of a shape.
 *
 * @param read gives a String, Integer, Long, Boolean, UUID, LocalDate, Instant, {@link Money}, {@link Nested} or null
 * @param written whether it is on the wire; a voucher's bare number is not, though filters may name it
 */
record Field<T>(String name, Function<T, @Nullable Object> read, boolean written) {

    /** Items inside an item: their shape and themselves, as an array or (if {@code single}) as one object. */
    record Nested<N>(Shape<N> shape, List<N> items, boolean single) {
        static <N> Nested<N> one(Shape<N> shape, N item) {
            return new Nested<>(shape, List.of(item), true);
        }

        static <N> Nested<N> list(Shape<N> shape, List<N> items) {
            return new Nested<>(shape, items, false);
        }
    }

    static <T> Field<T> of(String name, Function<T, @Nullable Object> read) {
        return new Field<>(name, read, true);
    }

    /** Filters may name it; the wire does not show it. */
    static <T> Field<T> unseen(String name, Function<T, @Nullable Object> read) {
        return new Field<>(name, read, false);
    }

    /** The same value in every item. */
    static <T> Field<T> fixed(String name, @Nullable Object value) {
        return new Field<>(name, item -> value, true);
    }
}
