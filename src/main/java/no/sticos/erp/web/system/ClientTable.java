package no.sticos.erp.web.system;

import java.util.List;
import java.util.stream.IntStream;
import no.sticos.erp.web.status.ClientRow;

/**
 * One page of a system's clients with what leads to the others.
 *
 * @param integration the system's number
 * @param query what is looked at
 * @param counts of the whole system, whatever is searched for
 * @param rows at most {@value #ROWS}
 * @param hits how many clients the query finds
 */
public record ClientTable(long integration, ListQuery query, ClientCounts counts, List<ClientRow> rows, long hits) {
    /** Rows on a page. */
    public static final int ROWS = 50;

    /** Copies the rows. */
    public ClientTable {
        rows = List.copyOf(rows);
    }

    /** The system page. */
    public String path() {
        return "/integrations/" + integration;
    }

    /** The number of the first row, from 1. */
    public long first() {
        return (query.page() - 1L) * ROWS + 1;
    }

    /** The number of the last row. */
    public long last() {
        return first() + rows.size() - 1;
    }

    /** How many pages there are. */
    public int pages() {
        return (int) Math.max(1, (hits + ROWS - 1) / ROWS);
    }

    /** The pages near this one, with the first and the last; 0 stands for a gap. */
    public List<Integer> pageNumbers() {
        int here = query.page();
        var near = IntStream.rangeClosed(1, pages())
                .filter(page -> page == 1 || page == pages() || Math.abs(page - here) <= 2)
                .boxed()
                .toList();
        return IntStream.range(0, near.size())
                .boxed()
                .flatMap(i -> i > 0 && near.get(i) - near.get(i - 1) > 1
                        ? java.util.stream.Stream.of(0, near.get(i))
                        : java.util.stream.Stream.of(near.get(i)))
                .toList();
    }

    /** How the column is sorted, in the word that {@code aria-sort} knows. */
    public String ariaSort(ListQuery.Sort column) {
        if (query.sort() != column) {
            return "none";
        }
        return query.descending() ? "descending" : "ascending";
    }
}
