package no.sticos.erp.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.rxjava3.core.Vertx;
import no.sticos.erp.kernel.PemFiles;

/**
 * Joins the other processes and gives the Vert.x whose bus reaches them.
 *
 * <p>Closing that Vert.x leaves in order: the others are told at once and do not wait for a heartbeat.
 */
public final class Cluster {
    private static final int BEATS_PER_SILENCE = 5;
    /** A member that was cut off looks for the others again so often. */
    private static final String REJOIN_SECONDS = "5";

    private Cluster() {}

    /**
     * Joins, which takes some seconds.
     *
     * @param builder not yet built; its options are {@code options}
     * @param options what else this Vert.x is; changed here
     */
    public static Single<Vertx> join(VertxBuilder builder, VertxOptions options, ClusterSettings settings) {
        options.setEventBusOptions(bus(settings));
        var manager = new LastingClusterManager(hazelcast(settings), settings.silence());
        var clustered = builder.with(options).withClusterManager(manager);
        return Single.<io.vertx.core.Vertx>create(emitter ->
                        clustered.buildClustered().onSuccess(emitter::onSuccess).onFailure(emitter::onError))
                .map(Vertx::new)
                .doOnSuccess(joined -> manager.beat());
    }

    private static EventBusOptions bus(ClusterSettings settings) {
        var host = settings.place().host();
        var options = new EventBusOptions()
                .setHost(host)
                .setClusterPublicHost(host)
                .setPort(settings.busPort())
                .setClusterPingInterval(settings.silence().toMillis() / BEATS_PER_SILENCE)
                .setClusterPingReplyInterval(settings.silence().toMillis());
        var published = settings.published();
        if (published != null) {
            options.setClusterPublicHost(published.place().host()).setClusterPublicPort(published.busPort());
        }
        var tls = settings.tls();
        return tls == null ? options : secured(options, tls);
    }

    private static EventBusOptions secured(EventBusOptions options, PemFiles files) {
        options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setKeyPath(files.key().toString())
                        .setCertPath(files.certificate().toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(files.trust().toString()))
                .setClientAuth(ClientAuth.REQUIRED);
        return options;
    }

    private static Config hazelcast(ClusterSettings settings) {
        // What Vert.x needs, as in its own default file; that one would be searched for on the class path.
        var config = new Config()
                .setClusterName(settings.name())
                .addMultiMapConfig(new MultiMapConfig("__vertx.subs").setValueCollectionType("SET"));
        long silence = settings.silence().toSeconds();
        config.setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.heartbeat.interval.seconds", Long.toString(silence / BEATS_PER_SILENCE + 1))
                .setProperty("hazelcast.max.no.heartbeat.seconds", Long.toString(silence))
                // What waits for a member that is gone must not wait longer than it takes to see that it is.
                .setProperty("hazelcast.operation.call.timeout.millis", Long.toString(2_000 * silence))
                // Nor does who leaves, by itself up to ten minutes: what it would hand over is told anew at each beat.
                .setProperty("hazelcast.graceful.shutdown.max.wait", Long.toString(2 * silence))
                .setProperty("hazelcast.merge.first.run.delay.seconds", REJOIN_SECONDS)
                .setProperty("hazelcast.merge.next.run.delay.seconds", REJOIN_SECONDS);
        var place = settings.place();
        var outside =
                settings.published() == null ? place : settings.published().place();
        var network = config.getNetworkConfig()
                .setPort(place.port())
                .setPortAutoIncrement(false)
                .setPublicAddress(outside.host() + ":" + outside.port());
        network.getInterfaces().setEnabled(true).addInterface(place.host());
        find(network.getJoin(), settings);
        return config;
    }

    private static void find(JoinConfig join, ClusterSettings settings) {
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (settings.kubernetesService().isEmpty()) {
            join.getTcpIpConfig().setEnabled(true).setMembers(settings.members());
        } else {
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-dns", settings.kubernetesService())
                    .setProperty(
                            "service-port", Integer.toString(settings.place().port()));
        }
    }
}
