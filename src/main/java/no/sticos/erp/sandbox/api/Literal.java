package no.sticos.erp.sandbox.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A constant in a filter: string in quotes, guid, number, bool, ISO date or time without quotes, or null. */
record Literal(@Nullable Object value) {
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile(DATE + "T.*");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,10})?");

    static Literal read(String word) {
        if (word.startsWith("'")) {
            return new Literal(word.substring(1, word.length() - 1).replace("''", "'"));
        }
        if (word.equals("null")) {
            return new Literal(null);
        }
        if (word.equals("true") || word.equals("false")) {
            return new Literal(Boolean.valueOf(word));
        }
        return GUID.matcher(word).matches() ? new Literal(UUID.fromString(word)) : numberOrTime(word);
    }

    private static Literal numberOrTime(String word) {
        try {
            if (DATE.matcher(word).matches()) {
                return new Literal(LocalDate.parse(word).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            if (TIME.matcher(word).matches()) {
                return new Literal(OffsetDateTime.parse(word).toInstant());
            }
        } catch (DateTimeException e) {
            throw Refusal.input("The value '" + word + "' is not a date");
        }
        if (NUMBER.matcher(word).matches()) {
            return new Literal(new BigDecimal(word));
        }
        throw Refusal.query("Unrecognized literal '" + word + "'");
    }

    /** The order of a property's value against this constant, as {@code value.compareTo(constant)}. */
    int compareFrom(Object property) {
        var left = comparable(property);
        if (value instanceof String right && left instanceof String text) {
            return text.compareTo(right);
        }
        if (value instanceof BigDecimal right && left instanceof BigDecimal number) {
            return number.compareTo(right);
        }
        if (value instanceof Instant right && left instanceof Instant stamp) {
            return stamp.compareTo(right);
        }
        if (value instanceof UUID right && left instanceof UUID guid) {
            return guid.toString().compareTo(right.toString());
        }
        if (value instanceof Boolean right && left instanceof Boolean flag) {
            return flag.compareTo(right);
        }
        throw Refusal.query("A binary operator with incompatible types was detected");
    }

    /** Numbers as decimals and days as midnights, so that they compare with constants. */
    static Object comparable(Object property) {
        if (property instanceof Integer || property instanceof Long) {
            return BigDecimal.valueOf(((Number) property).longValue());
        }
        if (property instanceof LocalDate day) {
            return day.atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return property instanceof Money money ? money.kroner() : property;
    }
}
