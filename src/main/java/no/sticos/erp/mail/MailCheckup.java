package no.sticos.erp.mail;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.net.NetClientOptions;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.net.NetSocket;
import java.nio.charset.StandardCharsets;

/** Looks whether a mail server answers where the settings say; sends nothing and signs in nowhere. */
public final class MailCheckup {
    private final Vertx vertx;
    private final MailSettings settings;

    /** Does nothing yet. */
    public MailCheckup(Vertx vertx, MailSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Whether what answers there greets as a mail server does (RFC 5321 §4.2: 220). */
    public Single<Boolean> greets() {
        var options = new NetClientOptions()
                .setSsl(settings.tls() == MailSettings.Tls.ALWAYS)
                .setHostnameVerificationAlgorithm("HTTPS");
        // On the socket's own thread: what the server says before somebody listens is lost.
        return Single.defer(() -> vertx.createNetClient(options).rxConnect(settings.port(), settings.host()))
                .flatMap(MailCheckup::greeting)
                .subscribeOn(RxHelper.scheduler(vertx.getOrCreateContext()));
    }

    private static Single<Boolean> greeting(NetSocket socket) {
        return socket.toFlowable()
                .map(first -> first.toString(StandardCharsets.US_ASCII).startsWith("220"))
                .first(false)
                .flatMap(greets -> socket.rxClose().onErrorComplete().toSingleDefault(greets));
    }
}
