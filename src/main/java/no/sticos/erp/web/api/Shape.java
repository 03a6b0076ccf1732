package no.sticos.erp.web.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a request must be, as the description's schemas have it. No text may hold a zero character, which the
 * database does not take.
 */
final class Shape {
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("app:///")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);

    private static final Pattern ZONED = Pattern.compile(".*([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private final JsonObject schema;
    private final Validator validator;

    /** {@code schema} has no references. */
    Shape(JsonObject schema) {
        this.schema = schema;
        this.validator = Validator.create(JsonSchema.of(schema), OPTIONS, Shape::misformed);
    }

    /** Where {@code value} is not as it must be: the names on the way to it, with dots; empty if it is. */
    Optional<String> misfit(String at, @Nullable Object value) {
        var missing = missing(value).map(name -> "/" + name);
        var wrong = errors(value).map(OutputUnit::getInstanceLocation);
        return Stream.concat(missing, Stream.concat(wrong, unstorable("", value)))
                .findFirst()
                .map(place -> at + place.replaceFirst("^#", "").replace('/', '.'))
                .map(place -> place.startsWith(".") ? place.substring(1) : place);
    }

    /** The value that an address' parameter stands for; what cannot be read stays a text, which then is none. */
    Object read(List<String> texts) {
        if (schema.getValue("type").equals("array")) {
            return new JsonArray(texts);
        }
        var text = texts.size() == 1 ? texts.get(0) : "\0";
        return schema.getValue("type").equals("integer")
                        && INTEGER.matcher(text).matches()
                ? (Object) Long.valueOf(text)
                : text;
    }

    /** What holds where nothing is said; null for nothing. */
    @Nullable
    Object usual() {
        return schema.getValue("default");
    }

    /** The library takes a time without its zone for one; RFC 3339 §5.6 does not, and it would be no moment. */
    private static @Nullable String misformed(String type, @Nullable String format, Object value) {
        return "date-time".equals(format)
                        && value instanceof String text
                        && !ZONED.matcher(text).matches()
                ? "no time with a zone"
                : null;
    }

    /** The library says that something is missing, and not what. */
    private Stream<String> missing(@Nullable Object value) {
        return value instanceof JsonObject object
                ? schema.getJsonArray("required", new JsonArray()).stream()
                        .map(String::valueOf)
                        .filter(name -> !object.containsKey(name))
                : Stream.empty();
    }

    /** The innermost first: an outer one says that something within is wrong. */
    private Stream<OutputUnit> errors(@Nullable Object value) {
        var errors = validator.validate(value).getErrors();
        return Objects.requireNonNullElse(errors, List.<OutputUnit>of()).stream()
                .sorted(Comparator.comparing(
                        (OutputUnit error) -> error.getInstanceLocation().length(), Comparator.reverseOrder()));
    }

    private static Stream<String> unstorable(String at, @Nullable Object value) {
        if (value instanceof JsonObject object) {
            return object.stream().flatMap(field -> unstorable(at + "/" + field.getKey(), field.getValue()));
        }
        if (value instanceof JsonArray array) {
            return array.stream().flatMap(each -> unstorable(at, each));
        }
        return value instanceof String text && text.indexOf('\0') >= 0 ? Stream.of(at) : Stream.empty();
    }
}
