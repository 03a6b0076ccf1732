package no.sticos.erp.erp.visma;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Reads dates and times as Visma writes them (facts.md §2.5).
 *
 * <p>The usual forms are read digit by digit: two times stand in each of millions of vouchers, and the
 * library's parser costs more than all the rest of a voucher. Anything else goes to it. Both fail with a {@link
 * DateTimeException}.
 */
final class TimeText {
    private static final Pattern MORE_THAN_7_DIGITS = Pattern.compile("(\\.[0-9]{7})[0-9]+");
    /** Nanoseconds of the last of so many fraction digits. */
    private static final int[] UNIT = {0, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100};

    private TimeText() {}

    /** The date part: bookkeeping dates come date-only although the specification says otherwise. */
    static LocalDate date(String text) {
        boolean dateOnly = text.length() == 10;
        if (!dateOnly && (text.length() < 11 || text.charAt(10) != 'T')) {
            throw new DateTimeException("no date");
        }
        return LocalDate.of(number(text, 0, 4, '-'), number(text, 5, 7, '-'), number(text, 8, 10, 'T'));
    }

    /** To the seven fraction digits that .NET has; a time without zone is UTC as its field's name says. */
    static Instant instant(String text) {
        return isUsual(text) ? usual(text) : unusual(text);
    }

    /** {@code 2026-06-27T17:34:17.6730217Z} with none to seven fraction digits. */
    private static boolean isUsual(String text) {
        int length = text.length();
        return length >= 20
                && length <= 28
                && length != 21
                && text.charAt(10) == 'T'
                && text.charAt(length - 1) == 'Z'
                && (length == 20 || text.charAt(19) == '.');
    }

    private static Instant usual(String text) {
        int digits = text.length() - 21;
        int nanos = digits <= 0 ? 0 : number(text, 20, 20 + digits, 'Z') * UNIT[digits];
        return LocalDateTime.of(
                        number(text, 0, 4, '-'),
                        number(text, 5, 7, '-'),
                        number(text, 8, 10, 'T'),
                        number(text, 11, 13, ':'),
                        number(text, 14, 16, ':'),
                        number(text, 17, 19, text.charAt(19)),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static Instant unusual(String text) {
        int t = text.indexOf('T');
        boolean zoned = t > 0 && (text.endsWith("Z") || text.indexOf('+', t) > 0 || text.indexOf('-', t) > 0);
        var seven = MORE_THAN_7_DIGITS.matcher(text).replaceFirst("$1");
        return OffsetDateTime.parse(zoned ? seven : seven + "Z").toInstant();
    }

    /** The whole number of the digits from {@code from} up to {@code to}, where {@code next} or the end must follow. */
    private static int number(String text, int from, int to, char next) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("no digit");
            }
            number = number * 10 + digit;
        }
        if (to < text.length() && text.charAt(to) != next) {
            throw new DateTimeException("no separator");
        }
        return number;
    }
}
