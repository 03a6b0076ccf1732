package no.sticos.erp.web.system;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import no.sticos.erp.sync.ClientQuery;

/**
 * What of the client list a person looks at; all of it stands in the address.
 *
 * @param q part of a name or the start of a number; empty = everything; at most {@value #LONGEST} characters
 * @param status the chosen chip
 * @param sort the column that decides the order
 * @param descending whether the order is turned
 * @param page from 1
 */
public record ListQuery(String q, Chip status, Sort sort, boolean descending, int page) {
    /** No client's name is longer. */
    public static final int LONGEST = 100;

    private static final int LAST_PAGE = 10_000;

    /** The columns that the list can be sorted by. */
    public enum Sort {
        /** By name, in Norwegian order. */
        NAME("name"),
        /** By number. */
        ORGNR("orgnr");

        private final String word;

        Sort(String word) {
            this.word = word;
        }

        /** Its word in addresses. */
        public String word() {
            return word;
        }
    }

    /** Everything, by name. */
    public static ListQuery all() {
        return new ListQuery("", Chip.ALL, Sort.NAME, false, 1);
    }

    /** Reads an address' parameters; what cannot be understood falls back to the default, as a link may be old. */
    public static ListQuery read(Function<String, Optional<String>> parameter) {
        var q = parameter.apply("q").orElse("").strip();
        return new ListQuery(
                q.substring(0, Math.min(q.length(), LONGEST)),
                parameter.apply("status").flatMap(Chip::named).orElse(Chip.ALL),
                parameter.apply("sort").filter("orgnr"::equals).isPresent() ? Sort.ORGNR : Sort.NAME,
                parameter.apply("dir").filter("desc"::equals).isPresent(),
                parameter.apply("page").map(ListQuery::pageNumber).orElse(1));
    }

    /** The same list through another chip, from its first page. */
    public ListQuery through(Chip chip) {
        return new ListQuery(q, chip, sort, descending, 1);
    }

    /** Another page of the same list. */
    public ListQuery at(int number) {
        return new ListQuery(q, status, sort, descending, number);
    }

    /** The same list by {@code column}; a second time turns the order. */
    public ListQuery by(Sort column) {
        return new ListQuery(q, status, column, sort == column && !descending, 1);
    }

    /** What the database is asked for: {@code limit} of these clients, behind the first {@code offset}. */
    public ClientQuery asked(int limit, int offset) {
        return new ClientQuery(q, status.states(), sort == Sort.ORGNR, descending, limit, offset);
    }

    /** Whether anything is left out. */
    public boolean narrows() {
        return !q.isEmpty() || status != Chip.ALL;
    }

    /** {@code path} with the parameters that differ from the default. */
    public String on(String path) {
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        if (!q.isEmpty()) {
            query.add("q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));
        }
        if (status != Chip.ALL) {
            query.add("status=" + status.word());
        }
        if (sort != Sort.NAME) {
            query.add("sort=" + sort.word());
        }
        if (descending) {
            query.add("dir=desc");
        }
        if (page > 1) {
            query.add("page=" + page);
        }
        return path + query;
    }

    private static int pageNumber(String text) {
        return text.matches("[0-9]{1,5}") ? Math.max(1, Math.min(LAST_PAGE, Integer.parseInt(text))) : 1;
    }
}
