package no.sticos.erp.web.shell;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How numbers, amounts and times look on a page: Norwegian, in Oslo's time, whatever the machine speaks.
 *
 * <p>Written by hand rather than by the JDK's locale data, which changes between releases: a group is
 * three digits behind a no-break space (U+00A0), minus is U+2212, the decimal sign a comma. Units are
 * symbols ({@code kr}, {@code min}, {@code t}), words live in the messages.
 *
 * <p>They are the same in every language of the pages: Norwegian books are read beside Visma and bank papers, and an
 * amount or a date that is written in two ways is one that somebody gets wrong.
 */
public final class Formats {
    /** Where the readers are. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
    /** What stands where there is no value. */
    public static final String NO_VALUE = "–";

    private static final char GAP = '\u00a0';
    private static final char MINUS = '\u2212';
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM.yyyy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

    private Formats() {}

    /** {@code 24.11.2026}. */
    public static String date(@Nullable LocalDate day) {
        return day == null ? NO_VALUE : DATE.format(day);
    }

    /** A month for tables: {@code 11.2026}. */
    public static String month(LocalDate day) {
        return MONTH.format(day);
    }

    /** The day in Oslo: {@code 24.11.2026}. */
    public static String date(@Nullable Instant time) {
        return time == null ? NO_VALUE : DATE.format(time.atZone(ZONE));
    }

    /** For tables and tags: {@code 24.11.2026 14:07}. */
    public static String dateTime(@Nullable Instant time) {
        return time == null ? NO_VALUE : date(time) + " " + time(time);
    }

    /** For receipts: {@code 24.11.2026 14:42:07}. */
    public static String dateTimeSeconds(Instant time) {
        return SECONDS.format(time.atZone(ZONE));
    }

    /** The time of day alone, near in future or past: {@code 14:32}. */
    public static String time(Instant time) {
        return TIME.format(time.atZone(ZONE));
    }

    /** A whole hour of the day, to be chosen: {@code 07:00}. */
    public static String hour(int hour) {
        return TIME.format(LocalTime.of(hour, 0));
    }

    /** For {@code <time datetime>}: UTC. */
    public static String iso(Instant time) {
        return time.toString();
    }

    /** The two largest units: {@code 38 s}, {@code 1 min 52 s}, {@code 2 t 5 min}. */
    public static String duration(Duration time) {
        if (time.toHours() > 0) {
            return unit(time.toHours(), "t") + GAP + unit(time.toMinutesPart(), "min");
        }
        var seconds = unit(time.toSecondsPart(), "s");
        return time.toMinutes() > 0 ? unit(time.toMinutes(), "min") + GAP + seconds : seconds;
    }

    /** To the minute, rounded up, for guesses: {@code 1 min} at least, {@code 2 t 47 min}. */
    public static String minutes(Duration time) {
        long minutes = Math.max(1, (time.toSeconds() + 59) / 60);
        var rest = unit(minutes % 60, "min");
        return minutes < 60 ? rest : unit(minutes / 60, "t") + GAP + rest;
    }

    /** Two decimals, the unit stands in the header: {@code −184 350,00}; null is no value. */
    public static String amount(@Nullable BigDecimal kroner) {
        if (kroner == null) {
            return NO_VALUE;
        }
        var cents = kroner.setScale(2, RoundingMode.HALF_UP);
        var digits = cents.abs().toPlainString();
        var comma = digits.length() - 3;
        var sign = cents.signum() < 0 ? String.valueOf(MINUS) : "";
        return sign + grouped(digits.substring(0, comma)) + "," + digits.substring(comma + 1);
    }

    /** With its unit, for sentences: {@code 1 250,00 kr}. */
    public static String kroner(BigDecimal kroner) {
        return amount(kroner) + GAP + "kr";
    }

    /** {@code 61 902}. */
    public static String count(long number) {
        var digits = grouped(Long.toString(Math.abs(number)));
        return number < 0 ? MINUS + digits : digits;
    }

    /** {@code 62 %}. */
    public static String percent(int percent) {
        return unit(percent, "%");
    }

    /** {@code 974 760 673}; what is not nine digits stays as it is. */
    public static String orgnr(String digits) {
        return digits.length() == 9 ? grouped(digits) : digits;
    }

    private static String unit(long number, String symbol) {
        return count(number) + GAP + symbol;
    }

    private static String grouped(String digits) {
        var out = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > 0; at -= 3) {
            out.insert(at, GAP);
        }
        return out.toString();
    }
}
