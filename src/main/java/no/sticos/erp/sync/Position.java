package no.sticos.erp.sync;

import java.util.Optional;

/**
 * Where reading a resource goes on: in which scope, at which page, and how many documents that scope was
 * last told to have.
 *
 * @param scope the query's scope; empty for a resource without scopes
 * @param nextPage the page to read next; 1 for the first
 * @param total what the scope's last page told
 */
record Position(String scope, int nextPage, int total) {
    static Optional<Position> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var parts = text.split("\\|", -1);
        return Optional.of(new Position(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
    }

    String write() {
        return scope + "|" + nextPage + "|" + total;
    }
}
