package no.sticos.erp.sandbox.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes a {@link Contract} out of Visma's OpenAPI 3.1 document; what it says only in prose is read from the prose. */
public final class OpenApi {
    /** The body of every refusal. */
    public static final String ERROR = "CommonExtendedBadRequest";

    private static final Pattern SCOPE = Pattern.compile("\\* (ea:[a-z_]+)");
    private static final Pattern VARIANT = Pattern.compile("\\* ([A-Z][A-Za-z]+)");
    private static final Pattern VALUE = Pattern.compile("(-?\\d+) = [A-Z]|[A-Z]\\w* = (-?\\d+)");
    private static final Pattern DECIMALS = Pattern.compile("\\\\d\\{1,(\\d)\\}");

    private final JsonObject document;
    private final Map<String, Map<String, Property>> schemas = new TreeMap<>();
    private final ArrayDeque<String> wanted = new ArrayDeque<>(List.of(ERROR));

    private OpenApi(JsonObject document) {
        this.document = document;
    }

    /** What the document says of these paths and of every schema that their answers reach. */
    public static Contract contract(JsonObject document, Collection<String> paths) {
        return new OpenApi(document).contract(paths);
    }

    private Contract contract(Collection<String> paths) {
        var operations = new TreeMap<String, Operation>();
        paths.forEach(path -> operations.put(path, operation(path)));
        while (!wanted.isEmpty()) {
            var name = wanted.remove();
            if (!schemas.containsKey(name)) {
                schemas.put(name, schema(name));
            }
        }
        return new Contract(operations, schemas);
    }

    private Operation operation(String path) {
        var get = document.getJsonObject("paths").getJsonObject(path).getJsonObject("get");
        var answer = referenced(get.getJsonObject("responses")
                .getJsonObject("200")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema"));
        wanted.add(answer);
        var query = objects(get.getJsonArray("parameters", new JsonArray()))
                .filter(parameter -> parameter.getString("in").equals("query"))
                .collect(Collectors.toMap(
                        parameter -> parameter.getString("name"),
                        parameter -> type(parameter.getJsonObject("schema"))));
        return new Operation(
                answer,
                query,
                found(SCOPE, get.getString("description")),
                variants(get.getJsonArray("tags").getString(0)));
    }

    private List<String> variants(String tag) {
        return objects(document.getJsonArray("tags"))
                .filter(each -> each.getString("name").equals(tag))
                .flatMap(each -> found(VARIANT, each.getString("description").split("variants", 2)[1]).stream())
                .toList();
    }

    private Map<String, Property> schema(String name) {
        var properties = document.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject(name)
                .getJsonObject("properties");
        var read = new TreeMap<String, Property>();
        properties.forEach(each -> read.put(each.getKey(), property((JsonObject) each.getValue())));
        read.values().stream().filter(Property::isSchema).map(Property::type).forEach(wanted::add);
        return read;
    }

    private static Property property(JsonObject json) {
        boolean array = types(json).contains("array");
        var limits = new LinkedHashMap<String, String>();
        put(limits, "max", json.getInteger("maxLength"));
        if (json.containsKey("minimum")) {
            limits.put("range", json.getValue("minimum") + ".." + json.getValue("maximum"));
        }
        found(DECIMALS, json.getString("pattern", "")).forEach(digits -> limits.put("decimals", digits));
        var values = types(json).contains("integer") ? values(json) : List.<String>of();
        if (!values.isEmpty()) {
            limits.put("in", String.join(",", values));
        }
        return new Property(
                type(array ? json.getJsonObject("items") : json),
                array,
                types(json).contains("null"),
                limits);
    }

    private static List<String> values(JsonObject json) {
        var enumerated = json.getJsonArray("enum", new JsonArray()).stream().map(String::valueOf);
        var described = found(VALUE, json.getString("description", "")).stream();
        return Stream.concat(enumerated, described)
                .distinct()
                .sorted((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)))
                .toList();
    }

    private static String type(JsonObject json) {
        if (json.containsKey("$ref")) {
            return referenced(json);
        }
        var format = json.getString("format", "");
        return switch (types(json).stream()
                .filter(type -> !type.equals("null"))
                .findFirst()
                .orElseThrow()) {
            case "string" -> format.equals("date-time") ? "time" : format.equals("uuid") ? "uuid" : "string";
            case "number" -> "decimal";
            case "integer" -> format;
            case "boolean" -> "boolean";
            default -> throw new IllegalArgumentException("no name for the type of " + json);
        };
    }

    private static List<String> types(JsonObject json) {
        var type = json.getValue("type", "");
        return type instanceof JsonArray several
                ? several.stream().map(String::valueOf).toList()
                : List.of(type.toString());
    }

    private static String referenced(JsonObject json) {
        return json.getString("$ref").replaceFirst(".*/", "");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(OpenApi::group).toList();
    }

    private static String group(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .filter(text -> text != null)
                .findFirst()
                .orElseThrow();
    }

    private static void put(Map<String, String> limits, String name, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            limits.put(name, value.toString());
        }
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
