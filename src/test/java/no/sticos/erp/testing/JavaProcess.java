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
    /** For who lives for seconds: most of their time would go into compiling what is run once. */
    public static final String BRIEF = "-XX:TieredStopAtLevel=1";

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
        try (var running = start(folder, List.of(BRIEF), command, environment, "")) {
            return new Ended(running.ended(), running.output());
        }
    }

    /** Runs a command with words after it to its end. */
    public static Ended run(Path folder, String command, List<String> words, Map<String, String> environment) {
        var program = new ArrayList<>(List.of(Main.class.getName(), command));
        program.addAll(words);
        try (var running = start(folder.resolve(command + ".log"), List.of(BRIEF), program, environment, "")) {
            return new Ended(running.ended(), running.output());
        }
    }

    /** Starts a command with these settings in the environment and waits until its output has {@code sign}. */
    public static JavaProcess start(
            Path folder, List<String> options, String command, Map<String, String> environment, String sign) {
        return start(
                folder.resolve(command + ".log"), options, List.of(Main.class.getName(), command), environment, sign);
    }

    /** Starts a class of the tests' own with a {@code main}, whose output goes to {@code log}, and waits for a sign. */
    public static JavaProcess start(
            Path log, Class<?> main, List<String> arguments, Map<String, String> environment, String sign) {
        return start(log, main, List.of("-Xmx128m", BRIEF), arguments, environment, sign);
    }

    /** The same with options of the virtual machine. */
    public static JavaProcess start(
            Path log,
            Class<?> main,
            List<String> options,
            List<String> arguments,
            Map<String, String> environment,
            String sign) {
        var program = new ArrayList<>(List.of(main.getName()));
        program.addAll(arguments);
        return start(log, options, program, environment, sign);
    }

    private static JavaProcess start(
            Path log, List<String> options, List<String> program, Map<String, String> environment, String sign) {
        var line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(options);
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(program);
        try {
            var builder = new ProcessBuilder(line)
                    .directory(log.resolveSibling(".").normalize().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // Several may run at once on one machine: any free port will do.
            builder.environment().put("ERP_MANAGEMENT_PORT", "0");
            // Whatever time of day it is, only what a test asks for is fetched.
            builder.environment().put("ERP_SCHEDULE_NIGHTLY", "false");
            builder.environment().putAll(environment);
            var started = new JavaProcess(builder.start(), log);
            started.await(sign);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its number in the system. */
    public long pid() {
        return process.pid();
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

    /** Sends SIGKILL and waits for the end. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Sends SIGSTOP: it answers nobody, and its connections stay open, until it is thawed. */
    public void freeze() {
        signal("STOP");
    }

    /** Sends SIGCONT: it goes on, as if no time had passed. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("no signal reaches " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end and gives the exit code. */
    public int ended() {
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
