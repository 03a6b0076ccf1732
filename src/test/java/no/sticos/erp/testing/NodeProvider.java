package no.sticos.erp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The identity server of {@code src/test/node}, in a process of its own; npm brings it into {@code target}. */
public final class NodeProvider implements AutoCloseable {
    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path PLACE = Path.of("target", "node");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final int port = Ports.free();
    private final Process process;
    private final Path output = PLACE.resolve("provider.log");

    /** Starts it for a client that comes back to {@code redirect}; a test that cannot have it is skipped. */
    public NodeProvider(String redirect) {
        try {
            Files.createDirectories(PLACE);
            for (var file : List.of("package.json", "provider.js")) {
                Files.copy(SOURCE.resolve(file), PLACE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            skipWithout(runs("node", "--version") && runs("npm", "install", "--no-audit", "--no-fund"));
            process = start(output, "node", "provider.js", Integer.toString(port), redirect);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until(PATIENCE, () -> read().contains("listening at"), this::read);
    }

    /** What it calls itself. */
    public String issuer() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static void skipWithout(boolean there) {
        if (!there) {
            System.out.println("SKIPPED: node and npm are needed for the identity server in " + SOURCE
                    + ", and npm must be able to install it; see " + PLACE.resolve("npm.log"));
        }
        Assumptions.assumeTrue(there, "no node, no npm, or nothing to install from");
    }

    private static boolean runs(String... command) throws IOException {
        try {
            var started = start(PLACE.resolve(command[0] + ".log"), command);
            return started.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && started.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Process start(Path output, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(PLACE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toAbsolutePath().toFile())
                .start();
    }

    private String read() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
