package no.sticos.erp.sync;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a page ends in a list that is read by number.
 *
 * @param number the last one; the next question begins with it, since another series may have it too
 * @param edge the documents read so far that have it, by their hashes: they come once more
 */
record End(long number, Map<String, Long> edge) {
    /** Keeps its own copy. */
    End {
        edge = Map.copyOf(edge);
    }

    static End read(String text) {
        var parts = text.split("\\|", -1);
        return new End(Long.parseLong(parts[0]), readEdge(parts[1]));
    }

    String write() {
        return number + "|" + writeEdge(edge);
    }

    static String writeEdge(Map<String, Long> edge) {
        return edge.entrySet().stream()
                .map(document -> document.getKey() + "=" + document.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    static Map<String, Long> readEdge(String text) {
        return Arrays.stream(text.split(","))
                .map(document -> document.split("=", 2))
                .filter(document -> document.length == 2)
                .collect(Collectors.toMap(document -> document[0], document -> Long.valueOf(document[1])));
    }
}
