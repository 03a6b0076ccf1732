package no.sticos.erp.cluster;

import io.vertx.core.VertxOptions;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.sticos.erp.kernel.PemFiles;
import no.sticos.erp.kernel.Place;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ways;
import org.jspecify.annotations.Nullable;

/** A process that joins, greets, and answers at an address with its own name, greeting once more. */
final class Member {
    static final String ADDRESS = "test.names";
    static final String GREETING = "test.greetings";
    static final Duration SILENCE = Duration.ofSeconds(4);

    private Member() {}

    /** Name, own ways or one port, the port of one of the others, and three PEM files or none. */
    public static void main(String[] arguments) {
        var tls = arguments.length == 3
                ? null
                : new PemFiles(Path.of(arguments[3]), Path.of(arguments[4]), Path.of(arguments[5]));
        int other = Integer.parseInt(arguments[2]);
        var settings = arguments[1].contains(",")
                ? settings(Ways.read(arguments[1]), other)
                : settings(Integer.parseInt(arguments[1]), other, tls);
        var vertx = join(settings);
        var consumer = vertx.eventBus().<String>consumer(ADDRESS, message -> {
            vertx.eventBus().publish(GREETING, arguments[0]);
            message.reply(arguments[0]);
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Await.done(vertx.rxClose())));
        Await.done(consumer.rxCompletion());
        vertx.eventBus().publish(GREETING, arguments[0]);
        System.out.println(arguments[0] + " listens");
    }

    static Vertx join(ClusterSettings settings) {
        return Await.result(Cluster.join(io.vertx.core.Vertx.builder(), new VertxOptions(), settings));
    }

    static ClusterSettings settings(int port, int other, @Nullable PemFiles tls) {
        return new ClusterSettings(
                "test", new Place("127.0.0.1", port), 0, null, List.of("127.0.0.1:" + other), "", SILENCE, tls);
    }

    static ClusterSettings settings(Ways ways, int other) {
        return new ClusterSettings(
                "test",
                ways.place(),
                ways.busPort(),
                ways.published(),
                List.of("127.0.0.1:" + other),
                "",
                SILENCE,
                null);
    }

    static JavaProcess start(Path folder, String name, Ways ways, int other) {
        var arguments = List.of(name, ways.text(), Integer.toString(other));
        return JavaProcess.start(folder.resolve(name + ".log"), Member.class, arguments, Map.of(), name + " listens");
    }

    static JavaProcess start(Path folder, String name, int port, int other, @Nullable PemFiles tls) {
        var arguments = new ArrayList<>(List.of(name, Integer.toString(port), Integer.toString(other)));
        if (tls != null) {
            arguments.addAll(List.of(
                    tls.key().toString(),
                    tls.certificate().toString(),
                    tls.trust().toString()));
        }
        return JavaProcess.start(folder.resolve(name + ".log"), Member.class, arguments, Map.of(), name + " listens");
    }
}
