package no.sticos.erp.db;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The schema's steps, run as the owner of the tables; the only user of JDBC.
 *
 * <p>Everything here blocks. Processes that migrate at once wait for each other by Flyway's own lock.
 */
public final class Migrations {
    private final DbSettings settings;

    /** Connects nothing yet. */
    public Migrations(DbSettings settings) {
        this.settings = settings;
    }

    /** Runs what is missing and gives how many steps that were. Fails with one line that says why. */
    public int run() {
        try {
            return flyway().migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new IllegalStateException(why(e), e);
        }
    }

    /** How many steps are missing; changes nothing. Fails like {@link #run}. */
    public int missing() {
        try {
            return flyway().info().pending().length;
        } catch (FlywayException e) {
            throw new IllegalStateException(why(e), e);
        }
    }

    private Flyway flyway() {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(
                        jdbcUrl(), settings.owner(), settings.ownerPassword().reveal())
                .locations("classpath:migrations")
                .defaultSchema("gateway")
                .placeholders(Map.of("gatewayRole", settings.user()))
                .load();
    }

    private String jdbcUrl() {
        var tls = settings.tls() ? "?sslmode=verify-full" + rootCertificate() : "";
        return "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database() + tls;
    }

    private String rootCertificate() {
        var file = settings.tlsCertificates();
        return file == null ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : "&sslrootcert=" + file;
    }

    /** The driver's own words are the innermost ones; Flyway frames them over many lines. */
    private static String why(FlywayException error) {
        Throwable innermost = error;
        for (var cause = error.getCause(); cause != null; cause = cause.getCause()) {
            innermost = cause;
        }
        var lines = String.valueOf(innermost.getMessage()).lines().filter(line -> !line.isBlank());
        return "the schema could not be migrated: " + lines.findFirst().orElse("no reason was given");
    }
}
