package no.sticos.erp.db;

import java.nio.file.Path;
import java.time.Duration;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Which database, and as whom.
 *
 * @param host the server's name or address
 * @param port 1–65535
 * @param database the database's name
 * @param user the role that the pool signs in as: no owner, no superuser, may only take on the two roles
 * @param password that role's password
 * @param owner the role that owns the tables and runs the migrations
 * @param ownerPassword the owner's password
 * @param tls whether to demand TLS and check the server's certificate and name
 * @param tlsCertificates PEM file with the authorities to trust; null for the platform's
 * @param poolSize connections, at least 2
 * @param patience how long to wait for a connection
 */
public record DbSettings(
        String host,
        int port,
        String database,
        String user,
        Secret password,
        String owner,
        Secret ownerPassword,
        boolean tls,
        @Nullable Path tlsCertificates,
        int poolSize,
        Duration patience) {
    /** Refuses what cannot work. */
    public DbSettings {
        if (port < 1 || port > 65_535 || poolSize < 2) {
            throw new IllegalArgumentException("database port or pool size out of range");
        }
    }
}
