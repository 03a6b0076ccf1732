package no.sticos.erp.testing;

import java.util.stream.Stream;
import no.sticos.erp.cluster.ClusterSettings;
import no.sticos.erp.kernel.Place;

/** Where a member of a cluster listens on this machine, and where the others reach it: by {@link Wires}. */
public record Ways(int port, int busPort, int publicPort, int publicBusPort) {
    private static final String HOST = "127.0.0.1";

    /** Ways of a member by wires that can be cut. */
    public static Ways by(Wires wires, String name) {
        int port = Ports.free();
        int busPort = Ports.free();
        return new Ways(port, busPort, wires.to(name, port), wires.to(name, busPort));
    }

    /** Reads what {@link #text} wrote. */
    public static Ways read(String text) {
        var ports = Stream.of(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        return new Ways(ports[0], ports[1], ports[2], ports[3]);
    }

    /** For another process' arguments. */
    public String text() {
        return port + "," + busPort + "," + publicPort + "," + publicBusPort;
    }

    /** Where it listens. */
    public Place place() {
        return new Place(HOST, port);
    }

    /** Where the others find it. */
    public ClusterSettings.Published published() {
        return new ClusterSettings.Published(new Place(HOST, publicPort), publicBusPort);
    }

    /** The same as a member of a list. */
    public String address() {
        return HOST + ":" + publicPort;
    }
}
