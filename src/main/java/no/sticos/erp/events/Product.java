package no.sticos.erp.events;

import java.util.Locale;
import java.util.stream.Stream;

/** The Sticos products that subscribe to every client's books. */
public enum Product {
    /** Sticos Avstemming. */
    AVSTEMMING,
    /** Sticos Rapport. */
    RAPPORT,
    /** Sticos Likviditet. */
    LIKVIDITET;

    /** The name in tables, addresses and messages: {@code avstemming}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The product with this id; refuses an unknown one. */
    public static Product of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    static String[] ids() {
        return Stream.of(values()).map(Product::id).toArray(String[]::new);
    }
}
