package no.sticos.erp.testing;

import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The wires between processes, which can be cut as a network cuts them: nothing comes through in either direction,
 * nobody is told, connections stay open, and what was written in between comes when the wire is mended.
 *
 * <p>They end with their Vert.x. Who connects is found by the process that owns the other end, as Linux lists it under {@code /proc}.
 */
public final class Wires {
    private static final int LOCAL = 1;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;

    private final Vertx vertx;
    private final Map<String, Long> processes = new ConcurrentHashMap<>();
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private volatile Predicate<Wire> cut = wire -> false;

    /** No wires yet. */
    public Wires(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The port of a new way to {@code port} on this machine, where {@code name} listens. */
    public int to(String name, int port) {
        var server = vertx.createNetServer();
        server.connectHandler(near -> connect(name, port, near));
        Await.done(server.rxListen(0, "127.0.0.1").ignoreElement());
        return server.actualPort();
    }

    /** The process that {@code name} is from now on. */
    public void name(String name, long process) {
        processes.put(name, process);
    }

    /** Cuts everything that leads from or to a name. */
    public void cutOff(String name) {
        cut(wire -> wire.to().equals(name) || isFrom(name, wire));
    }

    /** Cuts what leads from one name to the other. */
    public void cut(String from, String to) {
        cut(wire -> wire.to().equals(to) && isFrom(from, wire));
    }

    /** Cuts what leads from or to a name, but what leads to {@code kept}. */
    public void cutAllBut(String name, String kept) {
        cut(wire -> wire.to().equals(name) || (!wire.to().equals(kept) && isFrom(name, wire)));
    }

    /** All is as before. */
    public void mend() {
        cut = wire -> false;
        wires.forEach(Wire::resume);
    }

    private void cut(Predicate<Wire> which) {
        cut = which;
        wires.stream().filter(which).forEach(Wire::pause);
    }

    private void connect(String name, int port, NetSocket near) {
        near.pause();
        var unused = vertx.createNetClient()
                .rxConnect(port, "127.0.0.1")
                .subscribe(far -> join(new Wire(near.remoteAddress().port(), name, near, far)), error -> near.close());
    }

    private void join(Wire wire) {
        wire.pause();
        carry(wire.near(), wire.far());
        carry(wire.far(), wire.near());
        wires.add(wire);
        wire.far().endHandler(ended -> wires.remove(wire));
        if (!cut.test(wire)) {
            wire.resume();
        }
    }

    private static void carry(NetSocket from, NetSocket to) {
        from.handler((Buffer bytes) -> to.write(bytes));
        from.closeHandler(closed -> {
            var unused = to.close();
        });
    }

    private boolean isFrom(String name, Wire wire) {
        var process = processes.get(name);
        return process != null && ports(process).contains(wire.port());
    }

    /** The ports at this end of a process's connections. */
    private static Set<Integer> ports(long process) {
        var sockets = sockets(process);
        return Stream.of("/proc/net/tcp6", "/proc/net/tcp")
                .flatMap(table -> lines(Path.of(table)))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> sockets.contains("socket:[" + fields[INODE] + "]"))
                .map(fields -> fields[LOCAL])
                .map(local -> Integer.valueOf(local.substring(local.indexOf(':') + 1), HEXADECIMAL))
                .collect(Collectors.toSet());
    }

    /** A process that has ended, or ends meanwhile, holds nothing. */
    private static Set<String> sockets(long process) {
        try (var files = Files.list(Path.of("/proc/" + process + "/fd"))) {
            return files.map(Wires::target).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException gone) {
            return Set.of();
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code port} is the connecting process's own. */
    private record Wire(int port, String to, NetSocket near, NetSocket far) {
        void pause() {
            near.pause();
            far.pause();
        }

        void resume() {
            near.resume();
            far.resume();
        }
    }
}
