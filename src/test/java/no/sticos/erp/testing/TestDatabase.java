package no.sticos.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.EmbeddedDatabase;
import no.sticos.erp.db.Migrations;

/**
 * One real Postgres for all tests of a JVM; each caller gets a database of its own in it, with the product's own
 * roles and, unless it is to be empty, the product's own migrations.
 *
 * <p>They are run once a JVM, in a database that all others are copies of: a copy costs a twentieth.
 */
public final class TestDatabase {
    private static final EmbeddedDatabase SERVER = start();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestDatabase() {}

    /** Settings of a new, empty database, for who migrates it in a test's sight. */
    public static DbSettings empty() {
        var name = "test_" + COUNTER.incrementAndGet();
        SERVER.createDatabase(name);
        return SERVER.settings(name);
    }

    /** Settings of a new, migrated database. */
    public static DbSettings migrated() {
        var name = "test_" + COUNTER.incrementAndGet();
        Model.copyTo(name);
        return SERVER.settings(name);
    }

    /** A new database, migrated and open. */
    public static Single<Database> open(Vertx vertx) {
        return Single.fromCallable(TestDatabase::migrated)
                .flatMap(settings -> new DatabaseStart(vertx, settings).open());
    }

    /** The settings of a gateway in another process that uses this database, as environment variables. */
    public static Map<String, String> environment(DbSettings settings) {
        return Map.of(
                "ERP_DB_HOST", settings.host(),
                "ERP_DB_PORT", Integer.toString(settings.port()),
                "ERP_DB_NAME", settings.database(),
                "ERP_DB_USER", settings.user(),
                "ERP_DB_PASSWORD", settings.password().reveal(),
                "ERP_DB_OWNER", settings.owner(),
                "ERP_DB_OWNERPASSWORD", settings.ownerPassword().reveal(),
                "ERP_DB_TLS", "false");
    }

    private static EmbeddedDatabase start() {
        try {
            var folder = Files.createTempDirectory("erp-test-postgres");
            // What is measured is measured on a server that could be trusted with books.
            var server = Boolean.getBoolean("postgres.durable")
                    ? EmbeddedDatabase.start(folder.resolve("data"))
                    : EmbeddedDatabase.startFleeting(folder.resolve("data"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedDatabase server, Path folder) {
        server.close();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The migrated database, made when the first copy is asked for. Nobody stays connected to it. */
    private static final class Model {
        private static final DbSettings SETTINGS = migratedOnce();

        private static DbSettings migratedOnce() {
            SERVER.createDatabase("model");
            var settings = SERVER.settings("model");
            assertThat(new Migrations(settings).run()).isPositive();
            return settings;
        }

        static void copyTo(String name) {
            var server = "jdbc:postgresql://" + SETTINGS.host() + ":" + SETTINGS.port() + "/postgres";
            try (var connection = DriverManager.getConnection(server, "postgres", "");
                    var statement = connection.createStatement()) {
                statement.execute(
                        "CREATE DATABASE " + name + " TEMPLATE " + SETTINGS.database() + " OWNER " + SETTINGS.owner());
            } catch (SQLException e) {
                throw new IllegalStateException("the embedded Postgres copied nothing", e);
            }
        }
    }
}
