package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import no.sticos.erp.kernel.PemFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for products in any language; what they say goes by {@link BridgeConnection}.
 *
 * <p>The frames are those of Vert.x' TCP event-bus bridge, so that its clients fit. Its server was not taken
 * (5.0.8): it reads frames of any length, keeps every message that nobody answers, and asks nobody before it
 * accepts a connection.
 */
public final class BridgeServer extends AbstractVerticle {
    private static final Logger log = LoggerFactory.getLogger(BridgeServer.class);

    private final BridgeSettings settings;
    /** Of this verticle's event loop only. */
    private int open;

    /** Listens once deployed. */
    public BridgeServer(BridgeSettings settings) {
        this.settings = settings;
    }

    @Override
    public Completable rxStart() {
        return vertx.createNetServer(options())
                .connectHandler(socket -> accept(socket.getDelegate()))
                .rxListen(settings.place().port(), settings.place().host())
                .ignoreElement();
    }

    private NetServerOptions options() {
        var options = new NetServerOptions();
        options.setReadIdleTimeout((int) settings.idle().toSeconds()).setIdleTimeoutUnit(TimeUnit.SECONDS);
        var tls = settings.tls();
        return tls == null ? options : secured(options, tls);
    }

    private static NetServerOptions secured(NetServerOptions options, PemFiles files) {
        options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setKeyPath(files.key().toString())
                        .setCertPath(files.certificate().toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(files.trust().toString()))
                .setClientAuth(ClientAuth.REQUIRED);
        return options;
    }

    private void accept(NetSocket socket) {
        var who = identities(socket);
        if (open >= settings.connections() || who.isEmpty()) {
            log.warn("{} is turned away: {}", socket.remoteAddress(), who.isEmpty() ? "no product" : "too many");
            socket.close();
            return;
        }
        open++;
        var connection = new BridgeConnection(vertx.getDelegate().eventBus(), socket, who, settings.frameBytes());
        socket.closeHandler(closed -> {
            open--;
            connection.end();
        });
        connection.begin();
    }

    /** Who speaks: the product that its certificate is issued to, or on loopback without one any that is configured. */
    private Set<Product> identities(NetSocket socket) {
        if (settings.tls() == null) {
            return settings.products();
        }
        try {
            var certificate = (X509Certificate) socket.peerCertificates().get(0);
            var name = new LdapName(certificate.getSubjectX500Principal().getName());
            return name.getRdns().stream()
                    .filter(part -> part.getType().equalsIgnoreCase("CN"))
                    .flatMap(part -> settings.products().stream()
                            .filter(product -> product.id().equals(part.getValue())))
                    .collect(java.util.stream.Collectors.toUnmodifiableSet());
        } catch (SSLPeerUnverifiedException | InvalidNameException e) {
            return Set.of();
        }
    }
}
