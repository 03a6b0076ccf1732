package no.sticos.erp.web.shell;

import java.time.Instant;

/**
 * What every template is handed besides its page: the texts, and where the assets are.
 *
 * @param messages all texts
 * @param assets the files that pages use
 */
public record Ui(Messages messages, Assets assets) {
    /** A text with its places filled. */
    public String t(String key, String... values) {
        return messages.text(key, values);
    }

    /** A text about {@code number} things. */
    public String n(String key, long number, String... more) {
        return messages.counted(key, number, more);
    }

    /** The language of all texts, for {@code lang}. */
    public String language() {
        return messages.language();
    }

    /** The time of day in a sentence. */
    public String clock(Instant time) {
        return messages.clock(time);
    }

    /** The day and its time in a sentence. */
    public String dateAndClock(Instant time) {
        return messages.dateAndClock(time);
    }

    /** The address of an asset. */
    public String asset(String name) {
        return assets.url(name);
    }

    /** The address of a symbol in the sprite. */
    public String symbol(String id) {
        return assets.url("icons.svg") + "#" + id;
    }
}
