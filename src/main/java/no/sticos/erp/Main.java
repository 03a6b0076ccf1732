package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.EmbeddedDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The process: reads the command, starts what it names, and stops it when told to.
 *
 * <p>{@code demo} (the default) runs everything on this machine; {@code serve} runs the gateway on real
 * settings; {@code sandbox} runs a Visma to try it against. A start that fails says why in one line and exits
 * with 1.
 */
public final class Main {
    private static final Path CONF = Path.of("conf", "gateway.properties");

    private static final Deque<Runnable> stops = new ConcurrentLinkedDeque<>();

    private Main() {}

    /** Runs the command that the first argument names, until the process is told to stop. */
    public static void main(String[] args) {
        var command = args.length == 0 ? "demo" : args[0];
        try {
            var settings = Settings.read(CONF, System.getenv());
            switch (command) {
                case "demo" -> demo(settings);
                case "serve" -> serve(settings);
                case "sandbox" -> sandbox(settings);
                default ->
                    throw new IllegalArgumentException(
                            "unknown command " + command + "; known are demo, serve and sandbox");
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            refuse(e.getMessage());
        } catch (NoClassDefFoundError e) {
            // The image for production has neither the sandbox nor the embedded Postgres.
            refuse("this build can only serve, and needs db.host");
        }
    }

    private static void refuse(@Nullable String why) {
        System.err.println("erp-integrasjon did not start: " + why);
        System.exit(1);
    }

    private static void serve(Settings settings) {
        var embedded = settings.has("db.host") ? null : embedded(settings);
        DbSettings db = embedded == null ? settings.db() : embedded.settings();
        var vertx = Vertx.vertx();
        var gateway = new Gateway(vertx, settings, db);
        onStop(() -> await(gateway.stop().onErrorComplete()));
        await(gateway.start().ignoreElement());
        System.out.println("ERP-integrasjon answers at " + settings.text("http.publicUri"));
    }

    private static void demo(Settings plain) {
        var folder = Path.of(plain.text("data.folder"));
        var embedded = embedded(plain);
        var keyset = kept(folder.resolve("demo-keyset.json"), () -> TokenCipher.newKeyset()
                .reveal());
        var identityKey = kept(folder.resolve("demo-identity.key"), () -> "demo-" + UUID.randomUUID());
        var settings = plain.with(Demo.towards(plain.number("sandbox.port")))
                .with(Map.of("tokens.keyset", keyset, "identity.key", identityKey));
        var vertx = Vertx.vertx();
        var demo = new Demo(vertx, settings);
        var gateway = new Gateway(vertx, settings, embedded.settings());
        onStop(() -> await(gateway.stop().onErrorComplete()));
        await(demo.start().andThen(gateway.start()).flatMapCompletable(demo::populate));
        System.out.println(
                """

                ERP-integrasjon: demo

                  Open     %s
                  Sign in  press «Logg på med Sticos» and choose Kari Fjordheim
                  Look     «Visma eAccounting» holds a dozen clients that are being fetched
                  Try      «Ny klient»: at the sandbox Visma sign in as kari@fjordtall.example,
                           password sandkasse, choose a company, «Yes, Allow», then «Aktiver»

                Data is kept in %s; Ctrl+C stops everything.
                """
                        .formatted(settings.text("http.publicUri"), folder));
    }

    private static void sandbox(Settings settings) {
        var vertx = Vertx.vertx();
        var sandbox = Demo.sandbox(vertx, settings);
        onStop(() -> await(vertx.rxClose()));
        await(sandbox.start().ignoreElement());
        System.out.println("The sandbox Visma answers at " + sandbox.address() + "; a gateway reaches it by");
        Demo.towards(settings.number("sandbox.port")).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> System.out.println("  " + entry.getKey() + " = " + entry.getValue()));
    }

    private static EmbeddedDatabase embedded(Settings settings) {
        var embedded = EmbeddedDatabase.start(Path.of(settings.text("data.folder"), "postgres"));
        onStop(embedded::close);
        return embedded;
    }

    /** A secret of the demo's own, made at its first start. */
    private static String kept(Path file, Supplier<String> first) {
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, first.get());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was started last is stopped first; nothing else in the process may have a hook of its own. */
    private static void onStop(Runnable stop) {
        if (stops.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stops.forEach(Runnable::run), "stop"));
        }
        stops.push(stop);
    }

    /** The main thread's own waiting; the only place where anything waits for the reactive world. */
    private static void await(Completable work) {
        var done = new CountDownLatch(1);
        var failure = new AtomicReference<Throwable>();
        var running = work.subscribe(done::countDown, error -> {
            failure.set(error);
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            running.dispose();
            Thread.currentThread().interrupt();
        }
        var error = failure.get();
        if (error != null) {
            throw new IllegalStateException(error.getMessage(), error);
        }
    }
}
