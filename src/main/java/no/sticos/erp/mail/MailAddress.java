package no.sticos.erp.mail;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that mail can be sent to: one line of plain ASCII with one {@code @}.
 *
 * <p>Quoted names, comments, lists and line ends are not taken, although RFC 5322 knows some of them: whatever could be
 * read as more than one address is none.
 *
 * @param text the address
 */
public record MailAddress(String text) {
    private static final int LONGEST = 254;
    private static final int LONGEST_NAME = 64;
    private static final String WORD = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FORM = Pattern.compile(
            WORD + "(?:\\." + WORD + ")*@(?:" + LABEL + "\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    /** Refuses anything else; use {@link #read} for what people write. */
    public MailAddress {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a mail address");
        }
    }

    /** The address that a person or a sign-in wrote, without spaces around it; empty if it is none. */
    public static Optional<MailAddress> read(String text) {
        var bare = text.strip();
        return isValid(bare) ? Optional.of(new MailAddress(bare)) : Optional.empty();
    }

    /** What stands after the {@code @}. */
    public String domain() {
        return text.substring(text.indexOf('@') + 1);
    }

    private static boolean isValid(String text) {
        return text.length() <= LONGEST
                && text.indexOf('@') <= LONGEST_NAME
                && FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
