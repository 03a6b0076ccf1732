package no.sticos.erp.sync;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where reading a resource goes on: in which scope, at which page or number, and how many documents that
 * scope was last told to have.
 *
 * @param scope the query's scope; empty for a resource without scopes
 * @param nextPage the page to read next; 1 for the first
 * @param total what the scope told
 * @param end where the page before ended, in a list that is read by number; null before the first page and in a list
 *     that is read by page
 */
record Position(String scope, int nextPage, int total, @Nullable End end) {
    /** In a list that is read by page. */
    Position(String scope, int nextPage, int total) {
        this(scope, nextPage, total, null);
    }

    /** The beginning of a scope. */
    static Position begin(String scope) {
        return new Position(scope, 1, 0);
    }

    static Optional<Position> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var parts = text.split("\\|", 4);
        int page = Integer.parseInt(parts[1]);
        int total = Integer.parseInt(parts[2]);
        return Optional.of(new Position(parts[0], page, total, parts.length == 4 ? End.read(parts[3]) : null));
    }

    String write() {
        return scope + "|" + nextPage + "|" + total + (end == null ? "" : "|" + end.write());
    }

    /** The number to read on from; null where there is none. */
    @Nullable
    Long fromNumber() {
        return end == null ? null : end.number();
    }

    /** The documents that come once more, by their hashes. */
    Map<String, Long> edge() {
        return end == null ? Map.of() : end.edge();
    }
}
