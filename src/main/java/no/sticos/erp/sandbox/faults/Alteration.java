package no.sticos.erp.sandbox.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one document of a page is spoilt; all work on vouchers, the first two on anything with an id. */
public enum Alteration {
    /** No {@code Id} at all. */
    MISSING_ID("\"Id\":\"[^\"]*\",", ""),
    /** {@code Id} is no guid. */
    STRANGE_ID("\"Id\":\"[^\"]*\"", "\"Id\":\"not-a-guid\""),
    /** An amount that is a word. */
    AMOUNT_TEXT("\"DebitAmount\":[0-9.]+", "\"DebitAmount\":\"mye\""),
    /** An amount with three decimals. */
    THREE_DECIMALS("\"DebitAmount\":([0-9]+)\\.[0-9]{2}", "\"DebitAmount\":$1.125"),
    /** Debit is one krone more than credit. */
    UNBALANCED("\"DebitAmount\":0\\.00", "\"DebitAmount\":1.00"),
    /** No {@code VoucherDate}. */
    MISSING_DATE("\"VoucherDate\":\"[^\"]*\",", ""),
    /** A date that does not exist. */
    IMPOSSIBLE_DATE("\"VoucherDate\":\"[^\"]*\"", "\"VoucherDate\":\"2026-02-30\""),
    /** A date that no fiscal year of the company holds. */
    DATE_OUTSIDE_YEARS("\"VoucherDate\":\"[^\"]*\"", "\"VoucherDate\":\"1989-11-09\""),
    /** A text of two million characters. */
    LARGE_TEXT("\"VoucherText\":\"", "\"VoucherText\":\"" + "x".repeat(2_000_000)),
    /** A property that nobody has seen before. */
    UNKNOWN_PROPERTY("\"VoucherText\":", "\"Nyhet\":{\"Verdi\":[1,2]},\"VoucherText\":");

    private static final String DOCUMENT = "{\"Id\":";

    private final Pattern pattern;
    private final String replacement;

    Alteration(String pattern, String replacement) {
        this.pattern = Pattern.compile(pattern);
        this.replacement = replacement;
    }

    String apply(String page, int document) {
        int start = -1;
        for (int i = 0; i <= document; i++) {
            start = page.indexOf(DOCUMENT, start + 1);
        }
        if (start < 0) {
            throw new IllegalArgumentException("the page has no document " + document);
        }
        var rest = pattern.matcher(page.substring(start));
        return page.substring(0, start)
                + rest.replaceFirst(replacement.contains("$") ? replacement : Matcher.quoteReplacement(replacement));
    }
}
