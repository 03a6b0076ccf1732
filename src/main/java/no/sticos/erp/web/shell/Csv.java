package no.sticos.erp.web.shell;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Files for a spreadsheet: UTF-8 with BOM, semicolons, numbers and dates as on the page.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe in front: names come from outside.
 */
public final class Csv {
    /** What a file begins with, so that a spreadsheet knows its letters. */
    public static final String BOM = "\ufeff";

    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /** A line of texts. */
    public static String line(String... texts) {
        return joined(Arrays.stream(texts).map(Csv::text).toArray(String[]::new));
    }

    /** A line of fields that are made by {@link #text} and {@link #number}, or are plain digits. */
    public static String joined(String... fields) {
        return Arrays.stream(fields).collect(Collectors.joining(";", "", "\r\n"));
    }

    /** An amount that a spreadsheet can reckon with: {@code -184350,00}; null is an empty field. */
    public static String number(@Nullable BigDecimal amount) {
        return amount == null
                ? ""
                : amount.setScale(2, RoundingMode.HALF_UP).toPlainString().replace('.', ',');
    }

    /** A text that stays one. */
    public static String text(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        var safe = formula ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(sign -> sign == ';' || sign == '"' || sign == '\n' || sign == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
