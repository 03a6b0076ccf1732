package no.sticos.erp.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds what the gateway writes against the published schemas, more strictly than a product may: what is written is
 * also declared. A product must read on over what it does not know.
 *
 * <p>Safe to share between threads.
 */
public final class Contract {
    private static final String NAMES = "urn:sticos:erp-integrasjon:v1:";
    private static final Map<String, String> SCHEMAS = strict();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(SCHEMAS));

    private Contract() {}

    /** What is wrong with a message to a product; empty if nothing is. */
    public static List<String> validate(String message) {
        JsonNode json;
        try {
            json = Schemas.JSON.readTree(message);
        } catch (JsonProcessingException e) {
            return List.of("no JSON");
        }
        var named = json.path("dataschema").asText();
        if (!SCHEMAS.containsKey(named) || !json.path("type").asText().equals(typeOf(named))) {
            return List.of("/dataschema: names no schema of this type: " + named);
        }
        return Stream.of(
                        errors("envelope", json).stream(),
                        errors(named.substring(NAMES.length()), json.path("data")).stream()
                                .map(error -> "/data" + error),
                        unknownEntity(json))
                .flatMap(each -> each)
                .toList();
    }

    /** What is wrong with a value by the schema {@code urn:sticos:erp-integrasjon:v1:<name>}. */
    public static List<String> errors(String name, JsonNode value) {
        return schema(name)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Contract::text)
                .toList();
    }

    private static Schema schema(String name) {
        return REGISTRY.getSchema(SchemaLocation.of(NAMES + name));
    }

    private static String typeOf(String dataSchema) {
        return "no.sticos.erp." + dataSchema.substring(NAMES.length()) + ".v1";
    }

    private static Stream<String> unknownEntity(JsonNode json) {
        var entity = json.path("data").path("entity");
        return entity.isMissingNode() || SCHEMAS.containsKey(NAMES + "document:" + entity.asText())
                ? Stream.empty()
                : Stream.of("/data/entity: no schema for " + entity.asText());
    }

    private static String text(Error error) {
        return error.getInstanceLocation() + ": " + error.getMessage();
    }

    private static Map<String, String> strict() {
        var schemas = new TreeMap<String, String>();
        for (var schema : Schemas.of(Schemas.PUBLISHED).values()) {
            close(schema);
            schemas.put(schema.path("$id").asText(), schema.toString());
        }
        return Map.copyOf(schemas);
    }

    /** Objects whose properties are listed have no others, unless the schema itself says that they may. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.has("type")
                && schema.has("properties")
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(Contract::close);
        }
    }
}
