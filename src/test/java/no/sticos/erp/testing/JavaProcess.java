package no.sticos.erp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.Main;

/** The product in a process of its own, in an empty folder, as an operator would start it. */
public final class JavaProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** What came of a command that ends by itself. */
    public record Ended(int code, String output) {}

    /** Runs a command to its end. */
    public static Ended run(Path folder, String command, Map<String, String> environment) {
        try (var running = start(folder, List.of(), command, environment, "")) {
            return new Ended(running.ended(), running.output());
        }
    }

    /** Starts a command with these settings in the environment and waits until its output has {@code sign}. */
    public static JavaProcess start(
            Path folder, List<String> options, String command, Map<String, String> environment, String sign) {
        var line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(options);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), command));
        var output = folder.resolve(command + ".log");
        try {
            var builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // Several may run at once on one machine: any free port will do.
            builder.environment().put("ERP_MANAGEMENT_PORT", "0");
            builder.environment().putAll(environment);
            var started = new JavaProcess(builder.start(), output);
            started.await(sign);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it has written. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM and gives the exit code: 143 after a stop in order. */
    public int terminate() {
        process.destroy();
        return ended();
    }

    private int ended() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it did not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void await(String sign) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!output().contains(sign)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("it never wrote «" + sign + "»:\n" + output());
            }
            Await.pause(Duration.ofMillis(50));
        }
    }
}
