package no.sticos.erp.sync;

import java.util.Map;

/**
 * The part of a list that a page shows, in a list that is read by number: it begins with documents that the page before
 * has shown, and these may change places with those of that page while the question for this one stays the same.
 *
 * @param before what had been shown of the number that the page begins with, by hash
 * @param end where it ends
 */
record Stretch(Map<String, Long> before, End end) {
    /** Keeps its own copy. */
    Stretch {
        before = Map.copyOf(before);
    }

    static Stretch read(String text) {
        int between = text.indexOf('|');
        return new Stretch(End.readEdge(text.substring(0, between)), End.read(text.substring(between + 1)));
    }

    String write() {
        return End.writeEdge(before) + "|" + end.write();
    }
}
