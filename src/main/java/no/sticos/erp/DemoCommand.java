package no.sticos.erp;

import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.EmbeddedDatabase;

/** {@code demo} and {@code sandbox}: what a machine without a Visma and a Postgres can run. */
final class DemoCommand {
    private DemoCommand() {}

    /** Everything on this machine, until the process is told to stop. */
    static void run(Settings plain) {
        var folder = Path.of(plain.text("data.folder"));
        var embedded = EmbeddedDatabase.start(folder.resolve("postgres"));
        Lifetime.onStop(embedded::close);
        var keyset = kept(folder.resolve("demo-keyset.json"), () -> TokenCipher.newKeyset()
                .reveal());
        var identityKey = kept(folder.resolve("demo-identity.key"), () -> "demo-" + UUID.randomUUID());
        var settings = plain.with(Demo.towards(plain.number("sandbox.port")))
                .with(Map.of("tokens.keyset", keyset, "identity.key", identityKey));
        var service = Lifetime.result(Service.joined(settings, embedded.settings()));
        var demo = new Demo(service.vertx(), settings, embedded::ofProduct);
        Lifetime.onStop(() -> Lifetime.await(service.stop().onErrorComplete()));
        Lifetime.await(demo.start().andThen(service.start()).flatMapCompletable(demo::populate));
        System.out.println(
                """

                ERP-integrasjon: demo

                  Open     %s
                  Sign in  press «Logg på med Sticos» and choose Kari Fjordheim
                  Look     «Visma eAccounting» holds a dozen clients that are being fetched
                  Try      «Ny klient»: at the sandbox Visma sign in as kari@fjordtall.example,
                           password sandkasse, choose a company, «Yes, Allow», then «Aktiver»
                  Work     at http://127.0.0.1:%s/control you book and delete vouchers as if in Visma

                Data is kept in %s; Ctrl+C stops everything.
                """
                        .formatted(settings.publicUri(), settings.number("sandbox.port"), folder));
    }

    /** The sandbox Visma alone, until the process is told to stop. */
    static void sandbox(Settings settings) {
        var vertx = Vertx.vertx();
        var sandbox = Demo.sandbox(vertx, settings);
        Lifetime.onStop(() -> Lifetime.await(vertx.rxClose()));
        Lifetime.await(sandbox.start().ignoreElement());
        System.out.println("The sandbox Visma answers at " + sandbox.address() + "; vouchers are booked at "
                + sandbox.control() + "; a gateway reaches it by");
        Demo.towards(settings.number("sandbox.port")).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> System.out.println("  " + entry.getKey() + " = " + entry.getValue()));
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
}
