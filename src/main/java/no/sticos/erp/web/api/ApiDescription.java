package no.sticos.erp.web.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import no.sticos.erp.connect.ApiScope;
import org.jspecify.annotations.Nullable;

/**
 * {@code openapi.json}: what is served as the description, and what is mounted.
 *
 * @param text the document as it stands
 * @param operations all that it describes
 */
record ApiDescription(Buffer text, List<Operation> operations) {
    private static final String LOCAL = "#/";

    /** Keeps its own copy. */
    ApiDescription {
        operations = List.copyOf(operations);
    }

    /** Reads the document from the class path; call it once, at start. A scope that is none of ours is a mistake. */
    static ApiDescription read() {
        var text = document();
        var document = new JsonObject(text);
        var operations = document.getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .stream()
                                .map(one ->
                                        operation(document, path.getKey(), one.getKey(), (JsonObject) one.getValue())))
                .toList();
        return new ApiDescription(text, operations);
    }

    private static Buffer document() {
        try (var in = ApiDescription.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is not on the class path");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation operation(JsonObject document, String path, String method, JsonObject described) {
        var query = new HashMap<String, Shape>();
        var required = new HashSet<String>();
        for (var each : described.getJsonArray("parameters", new JsonArray())) {
            var parameter = resolved(document, (JsonObject) each);
            if (parameter.getString("in").equals("query")) {
                query.put(parameter.getString("name"), new Shape(parameter.getJsonObject("schema")));
                if (parameter.getBoolean("required", false)) {
                    required.add(parameter.getString("name"));
                }
            }
        }
        return new Operation(
                described.getString("operationId"),
                HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                path,
                scopes(described.getJsonArray("security")),
                Map.copyOf(query),
                Set.copyOf(required),
                body(document, described.getJsonObject("requestBody")));
    }

    private static @Nullable Set<ApiScope> scopes(JsonArray security) {
        return security.isEmpty()
                ? null
                : security.getJsonObject(0).getJsonArray("key").stream()
                        .map(word -> ApiScope.named(String.valueOf(word)).orElseThrow())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Shape body(JsonObject document, @Nullable JsonObject described) {
        return described == null
                ? null
                : new Shape(closed(resolved(
                        document,
                        described
                                .getJsonObject("content")
                                .getJsonObject("application/json")
                                .getJsonObject("schema"))));
    }

    /** A request has no property that is not described; of an answer, which may come to have more, a schema says nothing. */
    private static JsonObject closed(JsonObject schema) {
        var copy = with(schema, ApiDescription::closed);
        return copy.containsKey("properties") ? copy.put("additionalProperties", false) : copy;
    }

    /** The same without references to other parts of the document. */
    private static JsonObject resolved(JsonObject document, JsonObject part) {
        var reference = part.getString("$ref");
        return reference != null
                ? resolved(document, find(document, reference))
                : with(part, inner -> resolved(document, inner));
    }

    /** A copy in which {@code change} was made to each object next below this one, be it in an array. */
    private static JsonObject with(JsonObject part, UnaryOperator<JsonObject> change) {
        var copy = new JsonObject();
        part.forEach(field -> copy.put(field.getKey(), with(field.getValue(), change)));
        return copy;
    }

    private static Object with(Object value, UnaryOperator<JsonObject> change) {
        if (value instanceof JsonArray array) {
            return new JsonArray(array.stream().map(each -> with(each, change)).toList());
        }
        return value instanceof JsonObject inner ? change.apply(inner) : value;
    }

    private static JsonObject find(JsonObject document, String reference) {
        var part = document;
        for (var name : reference.substring(LOCAL.length()).split("/", -1)) {
            part = part.getJsonObject(name);
        }
        return part;
    }
}
