package no.sticos.erp.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import no.sticos.erp.testing.Schemas;

/**
 * Holds what the gateway answers against its description, more strictly than a program may: what is answered is also
 * described. A program must read on over what it does not know.
 */
final class Described {
    static final JsonNode DOCUMENT = document();

    private static final String NAME = "urn:sticos:erp:api";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(NAME, strict())));

    private Described() {}

    /** What is wrong with an answer; empty if nothing is. {@code path} is below the server's address. */
    static List<String> wrong(String method, String path, int status, String type, String body) {
        var template = template(path).orElse("");
        if (template.isEmpty()) {
            return status == 404 ? errors("/components/schemas/Problem", body) : List.of(path + " is not described");
        }
        var operation = DOCUMENT.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            return status == 405 ? errors("/components/schemas/Problem", body) : List.of(method + " is not described");
        }
        var at = "/paths/" + template.replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT) + "/responses/"
                + status;
        var answer = DOCUMENT.at(at);
        if (answer.isMissingNode()) {
            return List.of(method + " " + template + " answers " + status + ", which is not described: " + body);
        }
        if (answer.has("$ref")) {
            at = answer.path("$ref").asText().substring(1);
            answer = DOCUMENT.at(at);
        }
        if (!answer.has("content")) {
            return body.isEmpty() ? List.of() : List.of("a body where none is described");
        }
        return answer.path("content").has(type)
                ? errors(at + "/content/" + type.replace("/", "~1") + "/schema", body)
                : List.of(type + " is not described");
    }

    /** The described address that this one is. */
    private static Optional<String> template(String path) {
        var bare = path.replaceFirst("\\?.*", "");
        return DOCUMENT.path("paths").properties().stream()
                .map(Map.Entry::getKey)
                .filter(template -> bare.matches(template.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+")))
                .min(Comparator.comparing(template -> template.contains("{")));
    }

    private static List<String> errors(String at, String body) {
        try {
            return REGISTRY
                    .getSchema(SchemaLocation.of(NAME + "#" + at))
                    .validate(
                            Schemas.JSON.readTree(body),
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                    .stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + body);
        }
    }

    private static JsonNode document() {
        try (var text = Described.class.getResourceAsStream("openapi.json")) {
            return Schemas.JSON.readTree(Objects.requireNonNull(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A problem names a field only where a field is wrong. */
    private static String strict() {
        var copy = DOCUMENT.deepCopy();
        close(copy);
        return copy.toString();
    }

    /** Objects whose properties are listed have no others, unless the schema itself says that they may. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("type").asText().equals("object")
                && schema.has("properties")
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(Described::close);
        }
    }
}
