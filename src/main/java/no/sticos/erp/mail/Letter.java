package no.sticos.erp.mail;

import java.util.regex.Pattern;

/**
 * What a mail says, the same in two forms.
 *
 * @param subject one line
 * @param text for who reads plain text
 * @param html for everybody else
 */
public record Letter(String subject, String text, String html) {
    private static final Pattern NO_LETTER = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final int LONGEST_SUBJECT = 200;

    /** A subject stays one line, whatever a company is called. */
    public Letter {
        var line = NO_LETTER.matcher(subject).replaceAll(" ").strip();
        subject = line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT) : line;
    }
}
