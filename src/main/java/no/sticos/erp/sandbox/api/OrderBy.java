package no.sticos.erp.sandbox.api;

import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads {@code $orderby}: one or several properties, each with {@code asc} or {@code desc}. */
final class OrderBy {
    private OrderBy() {}

    /** The order, or null if none is asked for. */
    static <T> @Nullable Comparator<T> read(String text, Shape<T> shape) {
        Comparator<T> order = null;
        for (var part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            var next = one(part.trim().split("\\s+"), shape);
            order = order == null ? next : order.thenComparing(next);
        }
        return order;
    }

    private static <T> Comparator<T> one(String[] words, Shape<T> shape) {
        var field = shape.field(words[0])
                .orElseThrow(() -> Refusal.query("Could not find a property named '" + words[0] + "'"));
        Comparator<T> ascending =
                (a, b) -> compare(field.read().apply(a), field.read().apply(b));
        if (words.length == 1 || (words.length == 2 && words[1].equalsIgnoreCase("asc"))) {
            return ascending;
        }
        if (words.length == 2 && words[1].equalsIgnoreCase("desc")) {
            return ascending.reversed();
        }
        throw Refusal.query("Syntax error in $orderby");
    }

    /** Null comes first, as in SQL Server. */
    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return a instanceof UUID || a instanceof Boolean
                ? a.toString().compareTo(b.toString())
                : new Literal(Literal.comparable(b)).compareFrom(a);
    }
}
