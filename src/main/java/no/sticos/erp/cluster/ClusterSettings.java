package no.sticos.erp.cluster;

import java.time.Duration;
import java.util.List;
import no.sticos.erp.kernel.PemFiles;
import no.sticos.erp.kernel.Place;
import org.jspecify.annotations.Nullable;

/**
 * How this process joins the others.
 *
 * @param name who has another name is no member
 * @param place where this member listens for others; only this interface is used
 * @param busPort where messages arrive; 0 = any free one, the others are told
 * @param published where the others reach this one, if that is elsewhere; null if it is the place
 * @param members where to look for the others, {@code host:port}; empty with a Kubernetes service
 * @param kubernetesService the DNS name of the headless service that names the members; empty with a list
 * @param silence after so long without a heartbeat a member counts as gone
 * @param tls for messages between members; null only on loopback
 */
public record ClusterSettings(
        String name,
        Place place,
        int busPort,
        @Nullable Published published,
        List<String> members,
        String kubernetesService,
        Duration silence,
        @Nullable PemFiles tls) {
    /** How others reach a member behind a mapping of ports: the two ports of its place as they are outside. */
    public record Published(Place place, int busPort) {}

    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(3);

    /** Takes a copy, and refuses what would not find anybody, or would speak in the open. */
    public ClusterSettings {
        members = List.copyOf(members);
        if (members.isEmpty() == kubernetesService.isEmpty()) {
            throw new IllegalArgumentException("cluster: name either the members or the Kubernetes service");
        }
        if (silence.compareTo(SHORTEST_SILENCE) < 0) {
            throw new IllegalArgumentException("cluster: a member may be silent for at least 3 seconds");
        }
        if (tls == null && !place.isLoopback()) {
            throw new IllegalArgumentException(
                    "cluster: outside of this machine messages travel by TLS only; set cluster.tlsKey,"
                            + " cluster.tlsCertificate and cluster.tlsTrust, or cluster.host to 127.0.0.1");
        }
    }
}
