package no.sticos.erp.consumer;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a product takes its messages.
 *
 * @param product the product's id, as the gateway's settings name it
 * @param schema the schema of the helper's tables, in the product's database; made at the start
 * @param atOnce messages handled at the same time, of as many clients; each takes a connection of the pool
 * @param waiting messages that may wait for their turn; one more is refused with {@link Reply#NO_ROOM}
 * @param patience how long a transaction may idle before the database ends it, so that a frozen node frees its clients
 */
public record ConsumerSettings(String product, String schema, int atOnce, int waiting, Duration patience) {
    private static final Pattern PRODUCT = Pattern.compile("[a-z][a-z0-9-]{1,30}");
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** Refuses what cannot work; the schema's name becomes part of statements. */
    public ConsumerSettings {
        if (!PRODUCT.matcher(product).matches()) {
            throw new IllegalArgumentException("no product is called " + product);
        }
        if (!SCHEMA.matcher(schema).matches() || schema.startsWith("pg_")) {
            throw new IllegalArgumentException("a schema's name has small letters, digits and _ only: " + schema);
        }
        if (atOnce < 1 || waiting < 0 || patience.toMillis() < 1 || patience.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("atOnce, waiting or patience out of range");
        }
    }

    /** Schema {@code erp_inbox}, four at once, 256 waiting, a minute's patience. */
    public static ConsumerSettings of(String product) {
        return new ConsumerSettings(product, "erp_inbox", 4, 256, Duration.ofMinutes(1));
    }

    /** With the helper's tables elsewhere. */
    public ConsumerSettings in(String other) {
        return new ConsumerSettings(product, other, atOnce, waiting, patience);
    }

    /** With other bounds. */
    public ConsumerSettings taking(int more, int queue) {
        return new ConsumerSettings(product, schema, more, queue, patience);
    }

    /** With another patience. */
    public ConsumerSettings patient(Duration other) {
        return new ConsumerSettings(product, schema, atOnce, waiting, other);
    }

    /** Where the product asks the gateway. */
    public String requests() {
        return "erp.requests." + product;
    }

    /** Where the product's messages arrive. */
    public String address() {
        return "erp.products." + product;
    }
}
