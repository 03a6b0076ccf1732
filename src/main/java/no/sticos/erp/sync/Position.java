package no.sticos.erp.sync;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where reading a resource goes on: in which scope, at which page or number, and how many documents that
 * scope was last told to have.
 *
 * @param scope the query's scope; empty for a resource without scopes
 * @param nextPage the page to read next; 1 for the first
 * @param total what the scope told
 * @param fromNumber the number to read on from, in a list that is read by number; null before the first page and
 *     in a list that is read by page
 * @param edge the documents read so far that have this number, by their hashes: they come once more
 */
record Position(String scope, int nextPage, int total, @Nullable Long fromNumber, Map<String, Long> edge) {
    /** Keeps its own copy. */
    Position {
        edge = Map.copyOf(edge);
    }

    /** In a list that is read by page. */
    Position(String scope, int nextPage, int total) {
        this(scope, nextPage, total, null, Map.of());
    }

    /** The beginning of a scope. */
    static Position begin(String scope) {
        return new Position(scope, 1, 0);
    }

    static Optional<Position> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var parts = text.split("\\|", -1);
        int page = Integer.parseInt(parts[1]);
        int total = Integer.parseInt(parts[2]);
        return Optional.of(
                parts.length == 3
                        ? new Position(parts[0], page, total)
                        : new Position(parts[0], page, total, Long.valueOf(parts[3]), edge(parts[4])));
    }

    String write() {
        return scope + "|" + nextPage + "|" + total + (fromNumber == null ? "" : "|" + fromNumber + "|" + edgeText());
    }

    private String edgeText() {
        return edge.entrySet().stream()
                .map(document -> document.getKey() + "=" + document.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static Map<String, Long> edge(String text) {
        return Arrays.stream(text.split(","))
                .map(document -> document.split("=", 2))
                .filter(document -> document.length == 2)
                .collect(Collectors.toMap(document -> document[0], document -> Long.valueOf(document[1])));
    }
}
