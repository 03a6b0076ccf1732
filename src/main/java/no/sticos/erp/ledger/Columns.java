package no.sticos.erp.ledger;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Turns rows into the typed arrays that a statement unnests. */
final class Columns {
    private Columns() {}

    static <T> Long[] longs(List<? extends T> rows, ToLongFunction<? super T> value) {
        var column = new Long[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.applyAsLong(rows.get(i));
        }
        return column;
    }

    /**
     * A cell for each row; none at all if they all are null, which {@code unnest} makes up for beside a longer array:
     * most companies use few of the columns that there are.
     */
    @SuppressWarnings("NullAway") // a cell may be null, an SQL NULL: the checker has no word for an array of such
    static <T, C> C[] of(List<? extends T> rows, IntFunction<C[]> array, Column<T, C> column) {
        var cells = array.apply(rows.size());
        boolean used = false;
        for (int i = 0; i < cells.length; i++) {
            cells[i] = column.of(rows.get(i));
            used |= cells[i] != null;
        }
        return used ? cells : array.apply(0);
    }

    /** Reads a row's cell; null is an SQL NULL. */
    @FunctionalInterface
    interface Column<T, C> {
        @Nullable
        C of(T row);
    }
}
