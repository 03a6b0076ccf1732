package no.sticos.erp.erp.visma;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A field of a document that we rely on: what it must look like and its one notation.
 *
 * <p>Visma's specification is not kept to the letter (facts.md §4.3), so shape is checked here, leniently
 * in form and strictly in meaning: a date may carry a time, an account number may be text or number, but
 * what is neither is refused with a fixed word, {@code bad VoucherDate}.
 *
 * @param name Visma's own spelling
 * @param kind what it holds
 * @param required whether a document without it cannot be used
 */
record Field(String name, Kind kind, boolean required) {
    private static final BigDecimal LARGEST_ACCOUNT = BigDecimal.valueOf(9_999_999_999L);

    /** What a field can hold. */
    enum Kind {
        ID,
        DATE,
        ACCOUNT,
        AMOUNT,
        /** A whole number up to 64 bits. */
        WHOLE,
        FLAG,
        ANY
    }

    /** The same field, without which a document cannot be used. */
    Field needed() {
        return new Field(name, kind, true);
    }

    static Field id(String name) {
        return new Field(name, Kind.ID, false);
    }

    static Field date(String name) {
        return new Field(name, Kind.DATE, false);
    }

    static Field account(String name) {
        return new Field(name, Kind.ACCOUNT, false);
    }

    static Field amount(String name) {
        return new Field(name, Kind.AMOUNT, false);
    }

    static Field whole(String name) {
        return new Field(name, Kind.WHOLE, false);
    }

    static Field flag(String name) {
        return new Field(name, Kind.FLAG, false);
    }

    static Field text(String name) {
        return new Field(name, Kind.ANY, false);
    }

    /** The value's one notation, the same for equal books; null where it is missing and may be. */
    @Nullable
    String plain(JsonValue.Obj document) {
        var value = document.get(name);
        if (value == null) {
            return absent();
        }
        return switch (kind) {
            case ID -> id(name, value).toString();
            case DATE -> date(name, value).toString();
            case ACCOUNT -> Long.toString(account(name, value));
            case AMOUNT -> amount(name, value).stripTrailingZeros().toPlainString();
            case WHOLE -> Long.toString(whole(name, value));
            case FLAG -> Boolean.toString(flag(name, value));
            case ANY -> value instanceof JsonValue.Text text ? text.value() : value.text();
        };
    }

    /** Refuses a document in which this field is not what it must be. */
    void check(JsonValue.Obj document) {
        var unused = plain(document);
    }

    private @Nullable String absent() {
        if (required) {
            throw missing(name);
        }
        return null;
    }

    static Fault missing(String name) {
        return Fault.of(Cause.NOT_UNDERSTOOD, "missing " + name);
    }

    static UUID id(String name, JsonValue value) {
        if (value instanceof JsonValue.Text text && isUuid(text.value())) {
            return UUID.fromString(text.value());
        }
        throw bad(name);
    }

    /** The one form that Visma has; the library takes shortened ones too. */
    private static boolean isUuid(String text) {
        for (int i = 0; i < text.length(); i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return text.length() == 36;
    }

    /** See {@link TimeText#date}. */
    static LocalDate date(String name, JsonValue value) {
        try {
            return TimeText.date(value instanceof JsonValue.Text text ? text.value() : "");
        } catch (DateTimeException e) {
            throw bad(name);
        }
    }

    /** See {@link TimeText#instant}. */
    static Instant instant(String name, JsonValue value) {
        try {
            return TimeText.instant(value instanceof JsonValue.Text text ? text.value() : "");
        } catch (DateTimeException e) {
            throw bad(name);
        }
    }

    /** Text in the chart of accounts, a number everywhere else (facts.md §2.5). */
    static long account(String name, JsonValue value) {
        var number = value instanceof JsonValue.Num given ? given.value() : digits(name, value);
        boolean inRange = number.signum() > 0 && number.compareTo(LARGEST_ACCOUNT) <= 0;
        if (!inRange || number.stripTrailingZeros().scale() > 0) {
            throw bad(name);
        }
        return number.longValueExact();
    }

    static BigDecimal amount(String name, JsonValue value) {
        if (value instanceof JsonValue.Num number) {
            return number.value();
        }
        throw bad(name);
    }

    static int integer(String name, JsonValue value) {
        try {
            return amount(name, value).intValueExact();
        } catch (ArithmeticException e) {
            throw bad(name);
        }
    }

    static long whole(String name, JsonValue value) {
        try {
            return amount(name, value).longValueExact();
        } catch (ArithmeticException e) {
            throw bad(name);
        }
    }

    static boolean flag(String name, JsonValue value) {
        if (value instanceof JsonValue.Bare bare && !bare.isNull()) {
            return bare.word().equals("true");
        }
        throw bad(name);
    }

    /** A text as it is; a number or a bare word by its own notation. */
    static String string(String name, JsonValue value) {
        if (value instanceof JsonValue.Obj || value instanceof JsonValue.Arr) {
            throw bad(name);
        }
        return value instanceof JsonValue.Text text ? text.value() : value.text();
    }

    private static BigDecimal digits(String name, JsonValue value) {
        if (value instanceof JsonValue.Text text && text.value().matches("[0-9]{1,10}")) {
            return new BigDecimal(text.value());
        }
        throw bad(name);
    }

    private static Fault bad(String name) {
        return Fault.of(Cause.NOT_UNDERSTOOD, "bad " + name);
    }
}
