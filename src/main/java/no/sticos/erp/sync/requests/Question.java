package no.sticos.erp.sync.requests;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import no.sticos.erp.events.Product;
import no.sticos.erp.kernel.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * A product's question as it came. Each reading method refuses with the name of the field that is not what it must be.
 *
 * @param product who asks
 * @param fields the question's fields; those that are not known are left unread
 */
record Question(Product product, JsonObject fields) {
    /** Characters of a question; the longest that makes sense has some hundred. */
    static final int MOST = 4096;

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** Reads a body: a text of JSON, or through a bridge an object. */
    static Question read(Product product, @Nullable Object body) {
        var text = body instanceof JsonObject object ? object.encode() : body;
        if (!(text instanceof String json)) {
            throw new Refusal(Refusal.BAD, "a request is a JSON object or its text");
        }
        if (json.length() > MOST) {
            throw new Refusal(Refusal.TOO_LARGE, "a request has at most " + MOST + " characters");
        }
        try {
            return new Question(product, new JsonObject(json));
        } catch (DecodeException e) {
            throw new Refusal(Refusal.BAD, "a request is a JSON object");
        }
    }

    String request() {
        return text("request", 30);
    }

    ClientId client() {
        long id = whole("clientId", 1, Long.MAX_VALUE);
        return new ClientId(id);
    }

    boolean has(String field) {
        return fields.getValue(field) != null;
    }

    String text(String field, int most) {
        if (fields.getValue(field) instanceof String text && !text.isBlank() && text.length() <= most) {
            return text;
        }
        throw bad(field + " is a text of 1 to " + most + " characters");
    }

    /** A number; ids may come as text, as they stand in events. */
    long whole(String field, long least, long most) {
        var value = fields.getValue(field);
        boolean digits = value instanceof String text && text.matches("[0-9]{1,18}");
        boolean number = value instanceof Integer || value instanceof Long;
        long whole = digits ? Long.parseLong((String) value) : number ? ((Number) value).longValue() : least - 1;
        if (whole < least || whole > most) {
            throw bad(String.format(Locale.ROOT, "%s is a whole number from %d to %d", field, least, most));
        }
        return whole;
    }

    /** A day; null where the field holds null. The field itself must be there, so that nothing is lifted by mistake. */
    @Nullable
    LocalDate dayOrNull(String field) {
        if (!fields.containsKey(field)) {
            throw bad(field + " is missing; null lifts the lock");
        }
        var value = fields.getValue(field);
        try {
            return value == null
                    ? null
                    : LocalDate.parse(DAY.matcher(String.valueOf(value)).matches() ? (String) value : "");
        } catch (DateTimeException e) {
            throw bad(field + " is a day, YYYY-MM-DD, or null");
        }
    }

    static Refusal bad(String reason) {
        return new Refusal(Refusal.BAD, reason);
    }
}
