package no.sticos.erp.web.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a request must be: that part of JSON Schema which the description uses of requests. An object may have no
 * property that is not named. No text may hold a zero character, which the database does not take.
 *
 * @param schema without references
 */
record Shape(JsonObject schema) {
    /** What is understood; a test sees that the description says nothing more of requests. */
    static final Set<String> KEYWORDS = Set.of(
            "type",
            "enum",
            "pattern",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "properties",
            "required",
            "additionalProperties",
            "default",
            "description",
            "examples");

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Where {@code value} is not as it must be: the names on the way to it, with dots; empty if it is. */
    Optional<String> misfit(String at, @Nullable Object value) {
        if (value == null) {
            return types().contains("null") ? Optional.empty() : Optional.of(at);
        }
        if (value instanceof JsonObject object && types().contains("object")) {
            return misfit(at, object);
        }
        if (value instanceof JsonArray array && types().contains("array")) {
            return misfit(at, array);
        }
        return isRight(value) ? Optional.empty() : Optional.of(at);
    }

    /** The value that an address' parameter stands for; what cannot be read stays a text, which then is none. */
    Object read(List<String> texts) {
        if (types().contains("array")) {
            return new JsonArray(texts);
        }
        var text = texts.size() == 1 ? texts.get(0) : "\0";
        return types().contains("integer") && INTEGER.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
    }

    /** What holds where nothing is said; null for nothing. */
    @Nullable
    Object usual() {
        return schema.getValue("default");
    }

    private Optional<String> misfit(String at, JsonObject object) {
        var properties = schema.getJsonObject("properties");
        var missing = texts("required").filter(name -> !object.containsKey(name));
        var unknown = object.fieldNames().stream().filter(name -> !properties.containsKey(name));
        var known = object.fieldNames().stream().filter(properties::containsKey).flatMap(name -> new Shape(
                        properties.getJsonObject(name))
                .misfit(below(at, name), object.getValue(name)).stream());
        return Stream.concat(Stream.concat(missing, unknown).map(name -> below(at, name)), known)
                .findFirst();
    }

    private Optional<String> misfit(String at, JsonArray array) {
        var items = new Shape(schema.getJsonObject("items"));
        boolean fits = array.size() >= schema.getInteger("minItems", 0)
                && array.size() <= schema.getInteger("maxItems", Integer.MAX_VALUE)
                && (!schema.getBoolean("uniqueItems", false)
                        || array.stream().distinct().count() == array.size());
        return fits
                ? IntStream.range(0, array.size())
                        .boxed()
                        .flatMap(index -> items.misfit(below(at, index.toString()), array.getValue(index)).stream())
                        .findFirst()
                : Optional.of(at);
    }

    private boolean isRight(Object value) {
        if (value instanceof String text) {
            return types().contains("string") && isRight(text);
        }
        if (value instanceof Integer || value instanceof Long) {
            return types().contains("integer") && isRight(((Number) value).longValue());
        }
        return value instanceof Boolean && types().contains("boolean");
    }

    private boolean isRight(long number) {
        return number >= schema.getLong("minimum", Long.MIN_VALUE)
                && number <= schema.getLong("maximum", Long.MAX_VALUE);
    }

    private boolean isRight(String text) {
        int length = text.codePointCount(0, text.length());
        var pattern = schema.getString("pattern");
        return text.indexOf('\0') < 0
                && length >= schema.getInteger("minLength", 0)
                && length <= schema.getInteger("maxLength", Integer.MAX_VALUE)
                && (!schema.containsKey("enum") || texts("enum").anyMatch(text::equals))
                && (pattern == null || Pattern.compile(pattern).matcher(text).find())
                && hasFormat(text, schema.getString("format", ""));
    }

    private static boolean hasFormat(String text, String format) {
        try {
            return switch (format) {
                case "date" -> LocalDate.parse(text).getYear() > 0;
                case "date-time" -> OffsetDateTime.parse(text).getYear() > 0;
                case "uuid" -> UUID_FORM.matcher(text).matches();
                default -> true;
            };
        } catch (DateTimeException e) {
            return false;
        }
    }

    private Set<String> types() {
        return schema.getValue("type") instanceof JsonArray several
                ? Set.copyOf(several.stream().map(String::valueOf).toList())
                : Set.of(schema.getString("type"));
    }

    private Stream<String> texts(String keyword) {
        return schema.getJsonArray(keyword, new JsonArray()).stream().map(String::valueOf);
    }

    private static String below(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }
}
