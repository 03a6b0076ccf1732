package no.sticos.erp.ledger;

import java.time.Instant;
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
        return SEVEN_DIGITS.format(time);
    }

    /** Whether a stored text is a stamp in its one form, or none at all; fails where it is no time. */
    static boolean isOne(@Nullable String text) {
        return text == null || format(Instant.parse(text)).equals(text);
    }
}
