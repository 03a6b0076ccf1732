package no.sticos.erp.sandbox.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds one answer against its schema: nothing unknown, nothing missing (Visma writes nulls), every value of its
 * type and within its limits.
 *
 * <p>Where the wire is known to differ from the document, the wire decides (facts.md §2.5): a bookkeeping date
 * comes as a bare date though the document calls it a time, and amounts have two decimals. A property that
 * refers to another schema may be null, of which the document says nothing.
 */
public final class Complaints {
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern STAMP =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{0,6}[1-9])?Z");
    /** The head's stamp is written with all its digits. */
    private static final Pattern FULL_STAMP = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{7}Z");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern AMOUNT = Pattern.compile("-?\\d+\\.\\d{2}");

    private final Contract contract;
    private final Set<String> mayLack;
    private final List<String> found = new ArrayList<>();

    private Complaints(Contract contract, Set<String> mayLack) {
        this.contract = contract;
        this.mayLack = mayLack;
    }

    /** What is wrong with a body of this schema; empty if nothing is. */
    public static List<String> of(Contract contract, String schema, String body) {
        return of(contract, schema, body, Set.of());
    }

    /** What is wrong with a refusal's body; the samples of most refusals have no {@code Errors}. */
    public static List<String> ofRefusal(Contract contract, String body) {
        return of(contract, OpenApi.ERROR, body, Set.of("Errors"));
    }

    private static List<String> of(Contract contract, String schema, String body, Set<String> mayLack) {
        var complaints = new Complaints(contract, mayLack);
        complaints.object(schema, schema, ExactJson.read(body));
        return complaints.found;
    }

    private void object(String at, String schema, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            complain(at, "is no object", value);
            return;
        }
        var properties = contract.schema(schema);
        object.keySet().stream()
                .filter(name -> !properties.containsKey(name))
                .forEach(name -> complain(at + "." + name, "is unknown", object.get(name)));
        properties.forEach((name, property) -> {
            if (object.containsKey(name)) {
                value(at + "." + name, property, object.get(name));
            } else if (!mayLack.contains(name)) {
                complain(at + "." + name, "is missing", null);
            }
        });
    }

    private void value(String at, Property property, @Nullable Object value) {
        if (value == null) {
            if (!property.nullable() && (property.array() || !property.isSchema())) {
                complain(at, "must not be null", null);
            }
        } else if (!property.array()) {
            single(at, property, value);
        } else if (value instanceof List<?> items) {
            items.forEach(item -> single(at + "[]", property, item));
        } else {
            complain(at, "is no list", value);
        }
    }

    private void single(String at, Property property, @Nullable Object value) {
        switch (property.type()) {
            case "string" -> text(at, property, value);
            case "uuid" -> matches(at, GUID, value);
            case "time" -> matches(at, time(at), value);
            case "boolean" -> isTrue(value instanceof Boolean, at, "is no boolean", value);
            case "decimal", "int32", "int64" -> number(at, property, value);
            default -> object(at, property.type(), value);
        }
    }

    private void text(String at, Property property, @Nullable Object value) {
        int most = property.number("max").orElse(Integer.MAX_VALUE);
        isTrue(value instanceof String text && text.length() <= most, at, "is no text of that length", value);
    }

    private static Pattern time(String at) {
        if (at.endsWith(".ServerTimeUtc")) {
            return FULL_STAMP;
        }
        return at.endsWith("Utc") ? STAMP : Pattern.compile(DAY + "|" + STAMP);
    }

    private void number(String at, Property property, @Nullable Object value) {
        if (!(value instanceof ExactJson.Figure written)) {
            complain(at, "is no number", value);
            return;
        }
        var number = new BigDecimal(written.text());
        boolean decimal = property.type().equals("decimal");
        isTrue(number.scale() <= (decimal ? property.number("decimals").orElse(4) : 0), at, "is too fine", value);
        isTrue(!property.type().equals("int32") || fits(number), at, "is too large", value);
        isTrue(property.values().isEmpty() || property.values().contains(number), at, "is no known value", value);
        isTrue(property.holds(number), at, "is out of range", value);
        isTrue(
                !decimal || !at.matches(".*(Amount|Balance)(\\d|InvoiceCurrency)?") || isAmount(written),
                at,
                "is no amount",
                value);
    }

    private static boolean fits(BigDecimal number) {
        return number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
    }

    private static boolean isAmount(ExactJson.Figure written) {
        return AMOUNT.matcher(written.text()).matches();
    }

    private void matches(String at, Pattern pattern, @Nullable Object value) {
        isTrue(value instanceof String text && pattern.matcher(text).matches(), at, "is not " + pattern, value);
    }

    private void isTrue(boolean so, String at, String otherwise, @Nullable Object value) {
        if (!so) {
            complain(at, otherwise, value);
        }
    }

    private void complain(String at, String what, @Nullable Object value) {
        found.add(at + " " + what + ": " + value);
    }
}
