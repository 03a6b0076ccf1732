package no.sticos.erp.sandbox.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One path that can be read.
 *
 * @param answer the schema of its answer; the name of a list's item stands behind {@code Page}
 * @param query its query parameters with their types, the {@code $} ones of every list left out
 * @param scopes any of these is enough, beside {@code ea:api}
 * @param variants the product variants that have it
 */
public record Operation(String answer, Map<String, String> query, List<String> scopes, List<String> variants) {
    private static final String BETWEEN = " | ";

    /** Sorts what has no order. */
    public Operation {
        query = new TreeMap<>(query);
        scopes = scopes.stream().sorted().toList();
        variants = variants.stream().sorted().toList();
    }

    /** Reads what {@link #toString} wrote. */
    public static Operation parse(String text) {
        var parts = text.split(" \\| ?", -1);
        var query = new TreeMap<String, String>();
        words(parts[1]).stream().map(word -> word.split(":", 2)).forEach(pair -> query.put(pair[0], pair[1]));
        return new Operation(parts[0], query, words(parts[2]), words(parts[3]));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.trim().split(" "));
    }

    @Override
    public String toString() {
        var parameters = query.entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue())
                .toList();
        return answer
                + BETWEEN
                + String.join(" ", parameters)
                + BETWEEN
                + String.join(" ", scopes)
                + BETWEEN
                + String.join(" ", variants);
    }
}
