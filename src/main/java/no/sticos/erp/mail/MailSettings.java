package no.sticos.erp.mail;

import java.util.Set;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The mail server that takes our mail.
 *
 * @param host its name
 * @param port 1–65535
 * @param tls how the way there is kept from others
 * @param login who we are there; null if it asks nobody
 * @param from whom mail comes from
 */
public record MailSettings(String host, int port, Tls tls, @Nullable Login login, MailAddress from) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** How the way is kept from others. */
    public enum Tls {
        /** Begins in the open and turns to TLS before anything is said, or ends. */
        STARTTLS,
        /** TLS from the first byte. */
        ALWAYS,
        /** In the open: on this machine, or within a network that one trusts. */
        OFF
    }

    /**
     * Who we are at the server.
     *
     * @param user the name
     * @param password its password
     */
    public record Login(String user, Secret password) {}

    /** Refuses a port that is none, and a password in the open. */
    public MailSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("mail.port is out of range");
        }
        if (login != null && tls == Tls.OFF && !LOOPBACK.contains(host)) {
            throw new IllegalArgumentException("mail.password would be sent in the open: set mail.tls");
        }
    }
}
