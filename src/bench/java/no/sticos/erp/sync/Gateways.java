package no.sticos.erp.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.sticos.erp.bench.CpuTime;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;

/** The gateway's nodes of a bench, each a process as {@code serve} runs it; they share a database and Visma's quota. */
final class Gateways implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    private final List<Node> nodes = new ArrayList<>();

    private record Node(JavaProcess process, Path folder, URI address, String management) {}

    /** None yet; {@code environment} tells them where everything else is. */
    Gateways(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** So many instead of those before, with these options of the virtual machine and these settings besides. */
    void restart(int count, List<String> options, Map<String, String> settings) {
        close();
        nodes.addAll(IntStream.rangeClosed(1, count)
                .mapToObj(number -> started("node-" + number, options, settings))
                .toList());
    }

    /** CPU time of all of them since each began. */
    double cpuSeconds() {
        return nodes.stream()
                .mapToDouble(node -> new CpuTime(node.process().pid()).seconds())
                .sum();
    }

    /** Where the first one has its pages. */
    URI address() {
        return nodes.get(0).address();
    }

    /** What the first one tells Prometheus. */
    String metrics() {
        return get(nodes.get(0).management() + "/metrics");
    }

    /** Each one's log of collections, where the options make it write {@code gc.log}. */
    List<Path> collections() {
        return nodes.stream().map(node -> node.folder().resolve("gc.log")).toList();
    }

    String output() {
        return nodes.stream().map(node -> node.process().output()).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.process().kill());
        nodes.clear();
    }

    /** The body of an answer. */
    static String get(String address) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Node started(String name, List<String> options, Map<String, String> settings) {
        int http = Ports.free();
        int operators = Ports.free();
        var own = folder.resolve(name);
        var all = new HashMap<>(environment);
        all.put("ERP_NODE_NAME", name);
        all.put("ERP_HTTP_PORT", Integer.toString(http));
        all.put("ERP_HTTP_PUBLICURI", "http://localhost:" + http);
        all.put("ERP_MANAGEMENT_PORT", Integer.toString(operators));
        all.putAll(settings);
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var process = JavaProcess.start(own, options, "serve", all, "ERP-integrasjon answers at");
        return new Node(process, own, URI.create("http://localhost:" + http), "http://127.0.0.1:" + operators);
    }
}
