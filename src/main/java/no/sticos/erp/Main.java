package no.sticos.erp;

import java.nio.file.Path;
import java.util.List;
import no.sticos.erp.connect.TokenCipher;
import org.jspecify.annotations.Nullable;

/**
 * The process: reads the command and does what it names.
 *
 * <p>{@code demo} (the default) runs everything on this machine; {@code serve} runs the gateway on real settings;
 * {@code migrate} brings the schema up to date; {@code restored} is for after a restore; {@code bulk} fetches everybody;
 * {@code doctor} says what is wrong with settings and surroundings; {@code keyset} makes a key set for tokens;
 * {@code sandbox} runs a Visma to try the gateway against; {@code consume} and a product's name runs one of the demo's
 * products. What cannot be done says why in one line and exits with 1.
 */
public final class Main {
    private static final Path CONF = Path.of("conf", "gateway.properties");

    private Main() {}

    /** Runs the command that the first argument names. */
    public static void main(String[] args) {
        var command = args.length == 0 ? "demo" : args[0];
        try {
            run(
                    command,
                    List.of(args).subList(Math.min(1, args.length), args.length),
                    Settings.read(CONF, System.getenv()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            refuse(command, e.getMessage());
        } catch (NoClassDefFoundError e) {
            // The image for production has neither the sandbox nor the embedded Postgres.
            refuse(command, "this build has no demo and no sandbox, and needs db.host");
        }
    }

    private static void run(String command, List<String> words, Settings settings) {
        switch (command) {
            case "demo" -> DemoCommand.run(settings);
            case "serve" -> ServeCommand.run(settings);
            case "migrate" -> MigrateCommand.run(settings);
            case "restored" -> RestoredCommand.run(settings);
            case "keyset" -> System.out.println(TokenCipher.newKeyset().reveal());
            case "doctor" -> System.exit(DoctorCommand.run(settings) ? 0 : 1);
            case "sandbox" -> DemoCommand.sandbox(settings);
            case "consume" -> DemoProduct.run(settings, words.isEmpty() ? "" : words.get(0));
            case "bulk" -> BulkCommand.run(settings, BulkOrder.read(words));
            default ->
                throw new IllegalArgumentException(
                        "unknown command; known are demo, serve, migrate, restored, bulk, doctor, keyset, sandbox, consume");
        }
    }

    private static void refuse(String command, @Nullable String why) {
        System.err.println("erp-integrasjon " + command + ": " + why);
        System.exit(1);
    }
}
