package no.sticos.erp.events;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A Sticos product that subscribes to every client's books; which there are is configuration ({@link Subscriber}).
 *
 * @param id the name in tables, addresses and messages: {@code avstemming}
 */
public record Product(String id) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,30}");

    /** Refuses what can be no address. */
    public Product {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a product's id is 2 to 31 small letters, digits and hyphens: not " + id);
        }
    }

    /** The name as people read it: {@code Avstemming}. */
    public String title() {
        return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    }

    @Override
    public String toString() {
        return id;
    }
}
