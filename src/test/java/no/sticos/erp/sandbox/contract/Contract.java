package no.sticos.erp.sandbox.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The facts that answers are held to.
 *
 * @param operations by path, parameters in braces
 * @param schemas properties by name, by the schema's name
 */
public record Contract(Map<String, Operation> operations, Map<String, Map<String, Property>> schemas) {
    private static final String FILE = "/visma-contract.txt";
    private static final String TITLE =
            "# Facts about Visma's eAccounting API v2 of February 2026, taken from its OpenAPI by ContractWriter.";

    /** The compact form that lies among the test resources. */
    public static Contract kept() {
        try (var file = Objects.requireNonNull(Contract.class.getResourceAsStream(FILE), FILE)) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #lines} wrote. */
    static Contract parse(List<String> lines) {
        var operations = new TreeMap<String, Operation>();
        var schemas = new TreeMap<String, Map<String, Property>>();
        for (var line : lines) {
            int equals = line.indexOf(" = ");
            if (line.startsWith("/")) {
                operations.put(line.substring(0, equals), Operation.parse(line.substring(equals + 3)));
            } else if (equals > 0) {
                int dot = line.indexOf('.');
                schemas.computeIfAbsent(line.substring(0, dot), name -> new TreeMap<>())
                        .put(line.substring(dot + 1, equals), Property.parse(line.substring(equals + 3)));
            }
        }
        return new Contract(operations, schemas);
    }

    /** The compact form: paths first, then properties, both sorted. */
    public List<String> lines() {
        var paths = operations.entrySet().stream().map(each -> each.getKey() + " = " + each.getValue());
        var properties = schemas.entrySet().stream().flatMap(schema -> schema.getValue().entrySet().stream()
                .map(each -> schema.getKey() + "." + each.getKey() + " = " + each.getValue()));
        return Stream.of(Stream.of(TITLE), paths, properties)
                .flatMap(part -> part)
                .toList();
    }

    /** The properties of a schema, which must be known. */
    public Map<String, Property> schema(String name) {
        return Objects.requireNonNull(schemas.get(name), () -> "no schema " + name);
    }

    /** The path's facts, which must be known. */
    public Operation operation(String path) {
        return Objects.requireNonNull(operations.get(path), () -> "no path " + path);
    }
}
