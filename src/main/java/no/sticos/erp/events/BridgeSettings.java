package no.sticos.erp.events;

import java.time.Duration;
import java.util.Set;
import no.sticos.erp.kernel.PemFiles;
import no.sticos.erp.kernel.Place;
import org.jspecify.annotations.Nullable;

/**
 * The door by which products that are no JVM reach the bus.
 *
 * @param place where it listens
 * @param products who may come in
 * @param tls for certificates on both sides; null only on loopback, where whoever connects may speak for any product
 * @param connections how many at once; one more is turned away
 * @param idle a connection that is silent for so long is closed
 * @param frameBytes the largest frame that is read; what we write is bounded by the pages of {@link EventSettings}
 */
public record BridgeSettings(
        Place place, Set<Product> products, @Nullable PemFiles tls, int connections, Duration idle, int frameBytes) {
    /** Answers and requests are small. */
    public static final int FRAME_BYTES = 64 * 1024;

    /** Takes a copy, and refuses a door to the world without a lock. */
    public BridgeSettings {
        products = Set.copyOf(products);
        if (connections < 1 || idle.toSeconds() < 1 || frameBytes < 1) {
            throw new IllegalArgumentException("bridge: connections or idleSeconds out of range");
        }
        if (tls == null && !place.isLoopback()) {
            throw new IllegalArgumentException(
                    "bridge: outside of this machine products prove who they are by a certificate; set bridge.tlsKey,"
                            + " bridge.tlsCertificate and bridge.tlsTrust, or bridge.host to 127.0.0.1");
        }
    }
}
