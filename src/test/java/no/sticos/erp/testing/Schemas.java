package no.sticos.erp.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON Schemas in a folder of the class path, as trees by their path in it. */
public final class Schemas {
    /** What is published. */
    public static final String PUBLISHED = "/no/sticos/erp/events/schema/v1";

    /** What products were given when version 1 began. */
    public static final String FROZEN = "/no/sticos/erp/events/schema/v1-frozen";

    /** Reads numbers with all their digits. */
    public static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Schemas() {}

    /** All of them, by path: {@code documents/vouchers.json}. */
    public static SortedMap<String, JsonNode> of(String folder) {
        var root = Path.of(URI.create(Objects.requireNonNull(Schemas.class.getResource(folder), folder)
                .toString()));
        var schemas = new TreeMap<String, JsonNode>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                schemas.put(root.relativize(file).toString().replace('\\', '/'), JSON.readTree(file.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }
}
