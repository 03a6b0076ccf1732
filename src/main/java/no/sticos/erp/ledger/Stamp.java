package no.sticos.erp.ledger;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change stamp as text with seven fraction digits, always: Visma's own precision (facts.md §2.5), one
 * more than Postgres keeps, in a form that sorts as it reads.
 */
final class Stamp {
    private static final DateTimeFormatter SEVEN_DIGITS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Stamp() {}

    static String format(Instant time) {
        var at = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        // Every voucher has two; the formatter takes longer than all the rest of its columns.
        return at.getYear() < 1000 || at.getYear() > 9999 ? SEVEN_DIGITS.format(time) : usual(at);
    }

    private static String usual(LocalDateTime at) {
        var text = new StringBuilder(28).append(at.getYear());
        padded(text.append('-'), at.getMonthValue(), 2);
        padded(text.append('-'), at.getDayOfMonth(), 2);
        padded(text.append('T'), at.getHour(), 2);
        padded(text.append(':'), at.getMinute(), 2);
        padded(text.append(':'), at.getSecond(), 2);
        padded(text.append('.'), at.getNano() / 100, 7);
        return text.append('Z').toString();
    }

    private static void padded(StringBuilder to, int value, int digits) {
        int smallest = 1;
        for (int i = 1; i < digits; i++) {
            smallest *= 10;
        }
        for (; value < smallest && smallest > 1; smallest /= 10) {
            to.append('0');
        }
        to.append(value);
    }

    /** Whether a stored text is a stamp in its one form, or none at all; fails where it is no time. */
    static boolean isOne(@Nullable String text) {
        return text == null || format(Instant.parse(text)).equals(text);
    }
}
