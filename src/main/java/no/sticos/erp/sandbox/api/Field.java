package no.sticos.erp.sandbox.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One property of a shape.
 *
 * @param read gives a String, Integer, Long, Boolean, UUID, LocalDate, Instant, {@link Money}, {@link Nested} or null
 * @param use whether the wire shows it and filters may name it; mostly both
 */
record Field<T>(String name, Function<T, @Nullable Object> read, Use use) {

    /** Items inside an item: their shape and themselves, as an array or (if {@code single}) as one object. */
    record Nested<N>(Shape<N> shape, List<N> items, boolean single) {
        static <N> Nested<N> one(Shape<N> shape, N item) {
            return new Nested<>(shape, List.of(item), true);
        }

        static <N> Nested<N> list(Shape<N> shape, List<N> items) {
            return new Nested<>(shape, items, false);
        }
    }

    /** Where a property can be met. */
    enum Use {
        EVERYWHERE,
        /** As a voucher's bare number: not in the response model, yet usable in filters (facts.md §2.2). */
        FILTER_ONLY,
        /** The documentation says that filters may not name it (facts.md §4.1). */
        WIRE_ONLY
    }

    static <T> Field<T> of(String name, Function<T, @Nullable Object> read) {
        return new Field<>(name, read, Use.EVERYWHERE);
    }

    boolean written() {
        return use != Use.FILTER_ONLY;
    }

    boolean filtered() {
        return use != Use.WIRE_ONLY;
    }

    /** The wire shows it; filters may not name it. */
    static <T> Field<T> shown(String name, Function<T, @Nullable Object> read) {
        return new Field<>(name, read, Use.WIRE_ONLY);
    }

    /** Filters may name it; the wire does not show it. */
    static <T> Field<T> unseen(String name, Function<T, @Nullable Object> read) {
        return new Field<>(name, read, Use.FILTER_ONLY);
    }

    /** The same value in every item. */
    static <T> Field<T> fixed(String name, @Nullable Object value) {
        return new Field<>(name, item -> value, Use.EVERYWHERE);
    }
}
