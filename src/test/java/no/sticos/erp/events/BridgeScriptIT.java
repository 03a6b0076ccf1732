package no.sticos.erp.events;

import static no.sticos.erp.testing.Products.RAPPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import no.sticos.erp.db.Notifications;
import no.sticos.erp.kernel.PemFiles;
import no.sticos.erp.kernel.Place;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestAuthority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code src/scripts/bridge.py}, a product in another language, at the real relay: it needs python3. */
class BridgeScriptIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HOURS = 24;
    private static final EventSettings SETTINGS = new EventSettings(
            List.of(new Subscriber(RAPPORT, Set.of())),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMillis(200),
            2,
            1024,
            new RetryPolicy(1_000, Duration.ofMillis(50), Duration.ofMillis(200)));

    private final Vertx vertx = Vertx.vertx();
    private final EventsBench bench = new EventsBench(vertx);
    private final int port = Ports.free();
    private int scripts;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void need_python() {
        boolean there = isThere();
        // On the way to production nothing is skipped.
        assertThat(there || !"true".equals(System.getenv("CI"))).isTrue();
        if (!there) {
            System.out.println("SKIPPED: no python3 here, so that nobody knows whether src/scripts/bridge.py works");
        }
        assumeTrue(there, "no python3");
        Await.done(bench.subscriptions.configure(SETTINGS.subscribers()));
        var delivery = new Delivery(
                bench.database, "node", bench.source, new Bus(vertx.eventBus(), SETTINGS.ackTimeout()), SETTINGS);
        var relay = new OutboxRelay(delivery, new Notifications(vertx, bench.settings).on("events"), SETTINGS);
        Await.done(vertx.rxDeployVerticle(relay).ignoreElement());
    }

    @AfterEach
    void close() {
        Await.done(bench.close());
        Await.done(vertx.rxClose());
    }

    @Test
    void it_takes_a_snapshot_and_follows_a_day_of_changes_and_a_new_start_takes_a_new_snapshot() {
        open(null);
        var fjell = bench.client("Fjell");
        var fjord = bench.client("Fjord");
        bench.publish(fjell, 1, EventsBench.vouchers(12, "a"));
        bench.publish(fjord, 1, EventsBench.vouchers(3, "a"));
        try (var script = start()) {
            script.says("client " + fjell + " generation 1 full {\"vouchers\": 12}");
            script.says("client " + fjord + " generation 1 full {\"vouchers\": 3}");

            for (int hour = 1; hour <= HOURS; hour++) {
                bench.publish(fjell, 1 + hour, EventsBench.vouchers(hour % 5 == 0 ? 12 : 12 + hour, "b" + hour));
            }
            script.says("client " + fjell + " generation 25 delta {\"vouchers\": 36}");
            assertThat(script.said())
                    .contains("generation 6 delta {\"vouchers\": 12}")
                    .doesNotContain("Traceback");
        }
        bench.publish(fjell, 26, EventsBench.vouchers(7, "c"));
        try (var script = start()) {
            script.says("client " + fjell + " generation 26 full {\"vouchers\": 7}");
        }
    }

    @Test
    void it_proves_who_it_is_by_a_certificate_and_speaks_for_nobody_else() {
        var authority = new TestAuthority(folder, "ours");
        open(authority.issue("gateway"));
        var files = authority.issue("rapport");
        var client = bench.client("Fjell");
        bench.publish(client, 1, EventsBench.vouchers(2, "a"));
        var tls = new String[] {
            "--cert", files.certificate().toString(),
            "--key", files.key().toString(),
            "--trust", files.trust().toString()
        };
        try (var script = start("rapport", tls);
                var impostor = start("avstemming", tls)) {
            script.says("client " + client + " generation 1 full {\"vouchers\": 2}");
            impostor.says("the gateway says no: access_denied");
        }
    }

    private void open(@Nullable PemFiles tls) {
        var settings = new BridgeSettings(
                new Place("127.0.0.1", port), Set.of(RAPPORT), tls, 3, Duration.ofSeconds(2), 64 * 1024);
        Await.done(vertx.rxDeployVerticle(new BridgeServer(settings)).ignoreElement());
    }

    private Script start() {
        return start("rapport");
    }

    private Script start(String product, String... more) {
        var line = new java.util.ArrayList<>(List.of(
                "python3",
                Path.of("src", "scripts", "bridge.py").toAbsolutePath().toString(),
                product,
                "--port",
                Integer.toString(port),
                "--ping",
                "0.5"));
        line.addAll(List.of(more));
        return new Script(line, folder.resolve("script-" + scripts++ + ".log"));
    }

    private static boolean isThere() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One run of it. */
    private record Script(Process process, Path output) implements AutoCloseable {
        Script(List<String> line, Path output) {
            this(begun(line, output), output);
        }

        void says(String words) {
            Await.until(PATIENCE, () -> said().contains(words), this::said);
        }

        String said() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }

        private static Process begun(List<String> line, Path output) {
            try {
                return new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
