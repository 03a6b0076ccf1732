package no.sticos.erp.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.EmbeddedDatabase;

/** A server of its own, of which a copy is made and put back, as an operator does after a loss; at one port. */
public final class CopiedPostgres implements AutoCloseable {
    private final Path data;
    private final Path copy;
    private final DbSettings settings;
    private AutoCloseable server;

    /** Starts it with an empty database; {@code folder} is there. */
    public CopiedPostgres(Path folder) {
        this.data = folder.resolve("data");
        this.copy = folder.resolve("copy");
        var first = EmbeddedDatabase.start(data);
        this.settings = first.settings();
        this.server = first;
    }

    /** How to reach it, before and after. */
    public DbSettings settings() {
        return settings;
    }

    /** Stops, copies everything, and goes on. */
    public void copy() {
        close();
        run("cp", "-a", data.toString(), copy.toString());
        server = started(EmbeddedPostgres.builder());
    }

    /** Stops, forgets everything since {@link #copy}, and recovers from that, which begins a new timeline. */
    public void putBack() {
        close();
        run("rm", "-rf", data.toString());
        run("mv", copy.toString(), data.toString());
        try {
            Files.createFile(data.resolve("recovery.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = started(EmbeddedPostgres.builder().setServerConfig("restore_command", "false"));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("it did not stop", e);
        }
    }

    private EmbeddedPostgres started(EmbeddedPostgres.Builder builder) {
        try {
            return builder.setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(settings.port())
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "100")
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(List.of(command) + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
