package no.sticos.erp.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import no.sticos.erp.kernel.Secret;

/**
 * A real Postgres that comes along, for whoever has not configured one.
 *
 * <p>It runs as its own processes on the loopback address, works as root and as an ordinary user, keeps
 * its data in the folder it is given, and stops with {@link #close}. Blocking: use it from the main
 * thread before the gateway starts. Not part of the production image.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String DATABASE = "erp";
    private static final String OWNER = "erp_owner";
    private static final String GATEWAY = "erp_gateway";
    private static final int POOL_SIZE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server on the data in {@code folder}, which is made if missing. What is committed is on the disk when
     * it is said to be: the library's own settings would lose it with the power.
     */
    public static EmbeddedDatabase start(Path folder) {
        var durable = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
        return start(folder, durable);
    }

    /** The same, faster, for data that need not outlive the machine: tests'. */
    public static EmbeddedDatabase startFleeting(Path folder) {
        return start(folder, EmbeddedPostgres.builder());
    }

    private static EmbeddedDatabase start(Path folder, EmbeddedPostgres.Builder builder) {
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            var server = builder.setDataDirectory(folder.toAbsolutePath())
                    .setCleanDataDirectory(false)
                    // Its own hook would stop it under those who still write.
                    .setRegisterShutdownHook(false)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
            var embedded = new EmbeddedDatabase(server);
            embedded.createDatabase(DATABASE);
            return embedded;
        } catch (IOException e) {
            throw new IllegalStateException("the embedded Postgres did not start in " + folder, e);
        }
    }

    /** How to reach the database that {@link #start} made. */
    public DbSettings settings() {
        return settings(DATABASE);
    }

    /** How to reach a database of this server. */
    public DbSettings settings(String database) {
        return settings(database, GATEWAY, OWNER);
    }

    private DbSettings settings(String database, String user, String owner) {
        return new DbSettings(
                "127.0.0.1",
                server.getPort(),
                database,
                user,
                Secret.of(user),
                owner,
                Secret.of(owner),
                false,
                null,
                POOL_SIZE,
                PATIENCE);
    }

    /** Makes the roles and an empty database unless they are there. */
    public void createDatabase(String name) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            createRole(statement, OWNER, "CREATEROLE");
            createRole(statement, GATEWAY, "NOINHERIT");
            var known = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'");
            if (!known.next()) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + OWNER);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded Postgres refused its own set-up", e);
        }
    }

    /**
     * A database of a product's own, and a role that owns it and may do nothing elsewhere; made if missing.
     *
     * @param product small letters
     */
    public DbSettings ofProduct(String product) {
        var name = "product_" + product;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            createRole(statement, name, "NOINHERIT");
            var known = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'");
            if (!known.next()) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
                statement.execute("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded Postgres refused a product's database", e);
        }
        return settings(name, name, name);
    }

    private static void createRole(java.sql.Statement statement, String role, String attribute) throws SQLException {
        statement.execute("DO $$ BEGIN CREATE ROLE " + role + " LOGIN " + attribute + " PASSWORD '" + role
                + "'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("the embedded Postgres did not stop", e);
        }
    }
}
