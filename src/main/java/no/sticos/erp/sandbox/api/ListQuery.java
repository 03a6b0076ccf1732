package no.sticos.erp.sandbox.api;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a list. {@code $top} and {@code $skip} are ignored as Visma ignores them (facts.md §2.1).
 *
 * @param page counts from 1
 * @param pageSize 1 to 1000; more is cut to 1000 (undocumented: the real one might refuse)
 * @param filter as sent, empty for none
 * @param orderBy as sent, empty for none
 * @param select names of properties, empty for all
 * @param shift by how many documents pages begin too early; 0 unless a fault says otherwise
 */
record ListQuery(int page, int pageSize, String filter, String orderBy, List<String> select, int shift) {
    private static final int DEFAULT_SIZE = 50;
    private static final int LARGEST_SIZE = 1000;

    static ListQuery of(MultiMap params) {
        return new ListQuery(
                number(params.get("$page"), 1),
                Math.min(LARGEST_SIZE, number(params.get("$pagesize"), DEFAULT_SIZE)),
                text(params.get("$filter")),
                text(params.get("$orderby")),
                names(text(params.get("$select"))),
                0);
    }

    ListQuery shifted(int documents) {
        return new ListQuery(page, pageSize, filter, orderBy, select, documents);
    }

    /** The place of the page's first document, from 0. */
    long from() {
        return Math.max(0, (page - 1L) * pageSize - shift);
    }

    private static int number(@Nullable String text, int absent) {
        if (text == null) {
            return absent;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw Refusal.input("The value '" + text + "' is not valid");
        }
        return Integer.parseInt(text);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.trim();
    }

    private static List<String> names(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(String::trim).toList();
    }
}
