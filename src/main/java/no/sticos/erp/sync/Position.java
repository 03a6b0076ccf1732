package no.sticos.erp.sync;

import java.util.Optional;
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
 */
record Position(String scope, int nextPage, int total, @Nullable Long fromNumber) {
    /** The beginning of a scope. */
    static Position begin(String scope) {
        return new Position(scope, 1, 0, null);
    }

    static Optional<Position> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var parts = text.split("\\|", -1);
        var number = parts.length > 3 ? Long.valueOf(parts[3]) : null;
        return Optional.of(new Position(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), number));
    }

    String write() {
        return scope + "|" + nextPage + "|" + total + (fromNumber == null ? "" : "|" + fromNumber);
    }
}
