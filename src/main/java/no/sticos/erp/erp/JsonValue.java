package no.sticos.erp.erp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that prints in one way only: sorted names, no spaces, numbers in plain notation with the
 * digits they came with.
 *
 * <p>What the database could not give back as it was is refused here with {@link Cause#NOT_UNDERSTOOD}
 * and a fixed word, never bent: a name that stands twice, a text with a zero character or half a
 * surrogate pair, a number of absurd size, nesting beyond reason.
 */
public sealed interface JsonValue {
    /** No document of an accounting system nests deeper; the reading recurses, so it needs a bound. */
    int DEEPEST = 32;

    /** Digits before or after the point; {@code 1e999999999} would print as a gigabyte. */
    int MOST_DIGITS = 40;

    /** Whether this is JSON's {@code null}. */
    default boolean isNull() {
        return this instanceof Bare bare && bare.word().equals("null");
    }

    /** Adds this value's one notation. */
    void print(StringBuilder to);

    /** The canonical text. */
    default String text() {
        var text = new StringBuilder(256);
        print(text);
        return text.toString();
    }

    /** Reads one value; the parser stands on its first token and is left on its last. */
    static JsonValue read(JsonParser json, UnaryOperator<String> names) throws IOException {
        return read(json, names, 0);
    }

    /** Any JSON text in canonical form, for example what the database gives back. */
    static String canonical(String json) {
        try (var parser = JsonReading.parser(json)) {
            parser.nextToken();
            return read(parser, UnaryOperator.identity()).text();
        } catch (IOException e) {
            // The parser's own message may quote the text.
            throw Fault.of(Cause.NOT_UNDERSTOOD, "invalid JSON");
        }
    }

    /** A number that can be stored and printed; refuses absurd ones before they are even converted. */
    static BigDecimal number(JsonParser json) throws IOException {
        if (json.getTextLength() > 3 * MOST_DIGITS) {
            throw Fault.of(Cause.NOT_UNDERSTOOD, "absurd number");
        }
        var number = json.getDecimalValue();
        boolean absurd =
                Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() - number.scale() > MOST_DIGITS;
        if (absurd) {
            throw Fault.of(Cause.NOT_UNDERSTOOD, "absurd number");
        }
        return number;
    }

    /** A text that can be stored: PostgreSQL knows neither the zero character nor half a surrogate pair. */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                throw Fault.of(Cause.NOT_UNDERSTOOD, "unstorable text");
            }
            i += pair ? 1 : 0;
        }
        return text;
    }

    private static JsonValue read(JsonParser json, UnaryOperator<String> names, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw Fault.of(Cause.NOT_UNDERSTOOD, "nested too deep");
        }
        var token = json.currentToken();
        if (token == null) {
            throw Fault.of(Cause.NOT_UNDERSTOOD, "no JSON");
        }
        return switch (token) {
            case START_OBJECT -> fields(json, names, depth);
            case START_ARRAY -> elements(json, names, depth);
            case VALUE_STRING -> new Text(storable(json.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Num(number(json));
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> new Bare(json.getText());
            default -> throw Fault.of(Cause.NOT_UNDERSTOOD, "no JSON value");
        };
    }

    private static Obj fields(JsonParser json, UnaryOperator<String> names, int depth) throws IOException {
        var fields = new TreeMap<String, JsonValue>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = names.apply(storable(json.currentName()));
            json.nextToken();
            if (fields.put(name, read(json, names, depth + 1)) != null) {
                throw Fault.of(Cause.NOT_UNDERSTOOD, "duplicate property");
            }
        }
        return new Obj(fields);
    }

    private static Arr elements(JsonParser json, UnaryOperator<String> names, int depth) throws IOException {
        var elements = new ArrayList<JsonValue>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(json, names, depth + 1));
        }
        return new Arr(elements);
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, to);
        to.append('"');
    }

    /**
     * An object.
     *
     * @param fields by name, sorted; owned by this object
     */
    record Obj(SortedMap<String, JsonValue> fields) implements JsonValue {
        /** The field, or null if it is missing or JSON's null. */
        public @Nullable JsonValue get(String name) {
            var value = fields.get(name);
            return value == null || value.isNull() ? null : value;
        }

        /** The field as a text; null if it is missing, null or something else than a text. */
        public @Nullable String string(String name) {
            return fields.get(name) instanceof Text text ? text.value() : null;
        }

        @Override
        public void print(StringBuilder to) {
            to.append('{');
            char before = 0;
            for (var field : fields.entrySet()) {
                if (before != 0) {
                    to.append(before);
                }
                quote(field.getKey(), to);
                field.getValue().print(to.append(':'));
                before = ',';
            }
            to.append('}');
        }
    }

    /**
     * An array.
     *
     * @param elements in the order given
     */
    record Arr(List<JsonValue> elements) implements JsonValue {
        @Override
        public void print(StringBuilder to) {
            to.append('[');
            for (int i = 0; i < elements.size(); i++) {
                elements.get(i).print(i == 0 ? to : to.append(','));
            }
            to.append(']');
        }
    }

    /**
     * A text.
     *
     * @param value unescaped
     */
    record Text(String value) implements JsonValue {
        @Override
        public void print(StringBuilder to) {
            quote(value, to);
        }
    }

    /**
     * A number.
     *
     * @param value with the scale it came with
     */
    record Num(BigDecimal value) implements JsonValue {
        @Override
        public void print(StringBuilder to) {
            to.append(value.toPlainString());
        }
    }

    /**
     * One of JSON's three bare words.
     *
     * @param word {@code true}, {@code false} or {@code null}
     */
    record Bare(String word) implements JsonValue {
        @Override
        public void print(StringBuilder to) {
            to.append(word);
        }
    }
}
