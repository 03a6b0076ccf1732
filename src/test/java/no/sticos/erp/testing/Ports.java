package no.sticos.erp.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for those who must be told theirs before they listen, or who listen again at the same one.
 *
 * <p>They lie below those that systems give to outgoing connections, one of which could take the port in
 * between.
 */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 100;

    private Ports() {}

    /** A port that nobody listens at just now. */
    public static int free() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port");
    }

    /**
     * Waits until nobody listens at the port any more: a server of this process that has said that it is closed
     * holds its port until its event loop has turned once more.
     */
    public static void untilFree(int port) {
        Await.until(Duration.ofSeconds(10), () -> isFree(port), () -> "port " + port + " is not given back");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
