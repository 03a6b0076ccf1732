package no.sticos.erp.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;

/** Gateway nodes on one database, each a process, that know nothing of each other; killed, frozen and back again. */
final class StormNodes implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    private final Map<String, JavaProcess> running = new TreeMap<>();

    /** Starts them; {@code environment} tells them where everything else is. */
    StormNodes(Path folder, Map<String, String> environment, int count) {
        this.folder = folder;
        this.environment = environment;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        IntStream.rangeClosed(1, count).forEach(number -> start("node-" + number));
    }

    List<String> names() {
        return List.copyOf(running.keySet());
    }

    void start(String name) {
        int http = Ports.free();
        var settings = new HashMap<>(environment);
        settings.put("ERP_NODE_NAME", name);
        settings.put("ERP_HTTP_PORT", Integer.toString(http));
        settings.put("ERP_HTTP_PUBLICURI", "http://localhost:" + http);
        settings.put("ERP_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        settings.put("ERP_SYNC_POLLSECONDS", "1");
        settings.put("ERP_SCHEDULE_NIGHTLY", "false");
        running.put(
                name,
                JavaProcess.start(folder(name), List.of("-Xmx256m"), "serve", settings, "ERP-integrasjon answers at"));
    }

    void kill(String name) {
        node(name).kill();
    }

    void freeze(String name) {
        node(name).freeze();
    }

    void thaw(String name) {
        node(name).thaw();
    }

    /** The last of what each wrote. */
    String outputs() {
        return running.entrySet().stream()
                .map(each -> "--- " + each.getKey() + "\n" + end(each.getValue().output()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        List.copyOf(running.values()).forEach(JavaProcess::kill);
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - 3_000));
    }

    private JavaProcess node(String name) {
        return Objects.requireNonNull(running.get(name), name);
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
