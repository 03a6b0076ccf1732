package no.sticos.erp.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Postgres as a careful operator runs it: TLS or nothing, SCRAM passwords, and an administrator who has
 * made the two roles and the database that the README asks for, and nothing more.
 */
public final class StrictPostgres implements AutoCloseable {
    private static final String PASSWORD = "passord";
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private final EmbeddedPostgres server;
    private final Path certificate;

    /** Starts it; {@code folder} holds certificate and rules, and must be there. */
    public StrictPostgres(Path folder) {
        try {
            var store = certificate(folder);
            this.certificate = pem(
                    folder.resolve("server.crt"),
                    "CERTIFICATE",
                    store.getCertificate("db").getEncoded());
            var key = pem(
                    folder.resolve("server.key"),
                    "PRIVATE KEY",
                    store.getKey("db", STORE_PASSWORD).getEncoded());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            var rules = Files.writeString(
                    folder.resolve("pg_hba.conf"),
                    """
                    host    all postgres 127.0.0.1/32 trust
                    hostssl erp all      127.0.0.1/32 scram-sha-256
                    """);
            this.server = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("password_encryption", "scram-sha-256")
                    .setServerConfig("hba_file", rules.toString())
                    .setServerConfig("ssl", "on")
                    .setServerConfig("ssl_cert_file", certificate.toString())
                    .setServerConfig("ssl_key_file", key.toString())
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
            createRolesAndDatabase();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | SQLException e) {
            throw new IllegalStateException("the strict Postgres did not start", e);
        }
    }

    /** The settings of a gateway that uses it, as environment variables. */
    public Map<String, String> environment() {
        return Map.of(
                "ERP_DB_HOST",
                "localhost",
                "ERP_DB_PORT",
                Integer.toString(server.getPort()),
                "ERP_DB_PASSWORD",
                PASSWORD,
                "ERP_DB_OWNERPASSWORD",
                PASSWORD,
                "ERP_DB_TLS",
                "true",
                "ERP_DB_TLSCERTIFICATES",
                certificate.toString());
    }

    /** One figure, read as the administrator. */
    public String ask(String sql) {
        try (var connection = server.getDatabase("postgres", "erp").getConnection();
                var answer = connection.createStatement().executeQuery(sql)) {
            return answer.next() ? String.valueOf(answer.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createRolesAndDatabase() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE erp_owner LOGIN CREATEROLE PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE ROLE erp_gateway LOGIN NOINHERIT PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE erp OWNER erp_owner");
        }
    }

    private static KeyStore certificate(Path folder) throws IOException, GeneralSecurityException {
        var file = folder.resolve("server.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "db",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(STORE_PASSWORD),
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        try {
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return KeyStore.getInstance(file.toFile(), STORE_PASSWORD);
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }
}
