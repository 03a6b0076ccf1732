package no.sticos.erp.sandbox.contract;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One property of a schema.
 *
 * @param type string, uuid, time, decimal, int32, int64, boolean, or the name of a schema
 * @param array whether it holds a list of that type
 * @param nullable whether the document allows null; it never says so of a schema's name
 * @param limits {@code max} length, {@code range}, number of {@code decimals}, values it is {@code in}
 */
public record Property(String type, boolean array, boolean nullable, Map<String, String> limits) {
    private static final Set<String> PLAIN = Set.of("string", "uuid", "time", "decimal", "int32", "int64", "boolean");

    /** Keeps its own copy of the limits, in their order. */
    public Property {
        limits = new LinkedHashMap<>(limits);
    }

    /** Reads what {@link #toString} wrote. */
    public static Property parse(String text) {
        var words = text.split(" ");
        var type = words[0];
        boolean nullable = type.endsWith("?");
        type = nullable ? type.substring(0, type.length() - 1) : type;
        boolean array = type.endsWith("[]");
        type = array ? type.substring(0, type.length() - 2) : type;
        var limits = new LinkedHashMap<String, String>();
        Arrays.stream(words).skip(1).map(word -> word.split(":", 2)).forEach(pair -> limits.put(pair[0], pair[1]));
        return new Property(type, array, nullable, limits);
    }

    /** Whether the type is another schema. */
    public boolean isSchema() {
        return !PLAIN.contains(type);
    }

    Optional<Integer> number(String limit) {
        return Optional.ofNullable(limits.get(limit)).map(Integer::valueOf);
    }

    /** The values it may have; empty if any. */
    Set<BigDecimal> values() {
        return Arrays.stream(limits.getOrDefault("in", "").split(","))
                .filter(word -> !word.isEmpty())
                .map(BigDecimal::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the number lies between the two ends of its range. */
    boolean holds(BigDecimal number) {
        var ends = limits.getOrDefault("range", "").split("\\.\\.");
        return ends.length < 2
                || (number.compareTo(new BigDecimal(ends[0])) >= 0 && number.compareTo(new BigDecimal(ends[1])) <= 0);
    }

    @Override
    public String toString() {
        return type
                + (array ? "[]" : "")
                + (nullable ? "?" : "")
                + limits.entrySet().stream()
                        .map(limit -> " " + limit.getKey() + ":" + limit.getValue())
                        .collect(Collectors.joining());
    }
}
