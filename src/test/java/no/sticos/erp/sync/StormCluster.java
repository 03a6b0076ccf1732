package no.sticos.erp.sync;

import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.products.WorkedProduct;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.Ways;
import no.sticos.erp.testing.Wires;

/** Two gateway nodes and three products, each a process, on one bus; and what can befall them. */
final class StormCluster implements AutoCloseable {
    /** What befalls a process; cut off from the others, from its database, or from all of them. */
    enum Blow {
        KILLED,
        FROZEN,
        OFF_BUS,
        OFF_BOOKS,
        OFF_ALL
    }

    /** A member that is silent for so long is gone. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final List<String> NODES = List.of("node-1", "node-2");
    static final String DATABASE = "database";

    private final Path folder;
    private final Map<String, String> environment;
    private final Wires wires;
    private final int database;
    private final Map<String, Ways> ways = new LinkedHashMap<>();
    private final Map<String, StormTables> tables = new TreeMap<>();
    private final Map<String, JavaProcess> running = new ConcurrentHashMap<>();

    /** Starts them one after the other; {@code environment} tells the nodes where everything else is. */
    StormCluster(Vertx vertx, Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
        this.wires = new Wires(vertx);
        this.database = wires.to(DATABASE, Integer.parseInt(environment.getOrDefault("ERP_DB_PORT", "")));
        WorkedProduct.names().forEach(product -> tables.put(product, new StormTables()));
        members().forEach(name -> ways.put(name, Ways.by(wires, name)));
        // A test that is cut by its time limit must not leave processes behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        try {
            members().forEach(this::start);
        } catch (AssertionError error) {
            close();
            throw error;
        }
    }

    /** The nodes, then the products. */
    List<String> members() {
        return Stream.concat(NODES.stream(), tables.keySet().stream()).toList();
    }

    Map<String, StormTables> tables() {
        return tables;
    }

    void strike(String member, Blow blow) {
        switch (blow) {
            case KILLED -> running(member).kill();
            case FROZEN -> running(member).freeze();
            case OFF_BUS -> wires.cutAllBut(member, DATABASE);
            case OFF_BOOKS -> wires.cut(member, DATABASE);
            case OFF_ALL -> wires.cutOff(member);
        }
    }

    void mend(String member, Blow blow) {
        switch (blow) {
            case KILLED -> start(member);
            case FROZEN -> running(member).thaw();
            case OFF_BUS, OFF_BOOKS, OFF_ALL -> wires.mend();
        }
    }

    /** Every message that a product was sent, a line each, as it arrived. */
    Path messages(String product) {
        return folder.resolve(product + ".messages");
    }

    String outputs() {
        return running.entrySet().stream()
                .map(each -> "--- " + each.getKey() + "\n" + end(each.getValue().output()))
                .collect(Collectors.joining("\n"));
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - 3_000));
    }

    /** A frozen process is killed all the same. */
    @Override
    public void close() {
        new ArrayList<>(running.values()).forEach(JavaProcess::kill);
        running.clear();
    }

    private void start(String member) {
        var started = NODES.contains(member) ? node(member) : product(member);
        running.put(member, started);
        wires.name(member, started.pid());
    }

    private JavaProcess product(String name) {
        return StormProduct.start(
                folder, name, ways(name), addresses(), tables(name).uri(wires));
    }

    private JavaProcess node(String name) {
        int http = Ports.free();
        var settings = new HashMap<>(environment);
        settings.put("ERP_NODE_NAME", name);
        settings.put("ERP_HTTP_PORT", Integer.toString(http));
        settings.put("ERP_HTTP_PUBLICURI", "http://localhost:" + http);
        settings.put("ERP_VISMA_REQUESTSPERMINUTE", "6000");
        settings.put("ERP_EVENTS_ACKSECONDS", "3");
        settings.put("ERP_SYNC_POLLSECONDS", "1");
        settings.put("ERP_CLUSTER_ENABLED", "true");
        settings.put("ERP_CLUSTER_NAME", "storm");
        settings.put("ERP_DB_PORT", Integer.toString(database));
        settings.put("ERP_CLUSTER_PORT", Integer.toString(ways(name).port()));
        settings.put("ERP_CLUSTER_BUSPORT", Integer.toString(ways(name).busPort()));
        settings.put("ERP_CLUSTER_PUBLICHOST", "127.0.0.1");
        settings.put("ERP_CLUSTER_PUBLICPORT", Integer.toString(ways(name).publicPort()));
        settings.put("ERP_CLUSTER_PUBLICBUSPORT", Integer.toString(ways(name).publicBusPort()));
        settings.put("ERP_CLUSTER_MEMBERS", addresses());
        settings.put("ERP_CLUSTER_HEARTBEATSECONDS", Long.toString(HEARTBEAT.toSeconds()));
        return JavaProcess.start(folder(name), List.of("-Xmx256m"), "serve", settings, "ERP-integrasjon answers at");
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String addresses() {
        return ways.values().stream()
                .map(way -> "127.0.0.1:" + way.publicPort())
                .collect(Collectors.joining(","));
    }

    private JavaProcess running(String member) {
        return Objects.requireNonNull(running.get(member), member);
    }

    private StormTables tables(String product) {
        return Objects.requireNonNull(tables.get(product), product);
    }

    private Ways ways(String member) {
        return Objects.requireNonNull(ways.get(member), member);
    }
}
