package no.sticos.erp.sandbox.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The words of a filter: parentheses, commas, quoted strings (a quote inside is doubled) and all between blanks. */
final class FilterTokens {
    private static final Pattern TOKEN = Pattern.compile("\\G\\s*([(),]|'(?:[^']|'')*'|[^\\s(),']+)");

    private final List<String> tokens;
    private int at;

    private FilterTokens(List<String> tokens) {
        this.tokens = tokens;
    }

    static FilterTokens of(String text) {
        var tokens = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw Refusal.query("Unterminated string literal at position " + end);
        }
        return new FilterTokens(tokens);
    }

    boolean atEnd() {
        return at == tokens.size();
    }

    String next() {
        if (atEnd()) {
            throw Refusal.query("Expression expected at the end");
        }
        return tokens.get(at++);
    }

    /** Passes this word if it comes next. */
    boolean take(String word) {
        boolean next = !atEnd() && tokens.get(at).equalsIgnoreCase(word);
        at += next ? 1 : 0;
        return next;
    }

    /** Passes this word, which must come next. */
    void pass(String word) {
        if (!take(word)) {
            throw Refusal.query("'" + word + "' expected");
        }
    }
}
