package no.sticos.erp.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address of this machine to listen at. */
public record Place(String host, int port) {
    private static final int LAST_PORT = 65_535;

    /** Refuses a port that is none. */
    public Place {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException(port + " is no port");
        }
    }

    /** Whether only processes on this machine reach it; a name is looked up, which may take a moment. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no machine is named " + host, e);
        }
    }
}
