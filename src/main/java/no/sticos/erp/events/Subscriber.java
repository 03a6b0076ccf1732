package no.sticos.erp.events;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A product as it is configured.
 *
 * @param product who it is
 * @param entities what it is sent, the resources' ids; empty = everything
 */
public record Subscriber(Product product, Set<String> entities) {
    /** How many products may subscribe; each costs a row per client. */
    public static final int MOST = 16;

    /** Takes a copy. */
    public Subscriber {
        entities = Set.copyOf(entities);
    }

    /**
     * Reads {@code avstemming, rapport:vouchers+accounts}: products with commas between, and what each is sent if that
     * is not everything.
     */
    public static List<Subscriber> list(String text) {
        var subscribers = new ArrayList<Subscriber>();
        for (var part : text.split(",", -1)) {
            subscribers.add(one(part.strip()));
        }
        long different =
                subscribers.stream().map(Subscriber::product).distinct().count();
        if (different < subscribers.size() || subscribers.size() > MOST) {
            throw new IllegalArgumentException("one to " + MOST + " products, each named once: not " + text);
        }
        return List.copyOf(subscribers);
    }

    private static Subscriber one(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Subscriber(new Product(text), Set.of())
                : new Subscriber(
                        new Product(text.substring(0, colon)),
                        new HashSet<>(List.of(text.substring(colon + 1).split("\\+", -1))));
    }
}
