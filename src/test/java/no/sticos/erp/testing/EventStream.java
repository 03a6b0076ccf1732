package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpClient;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A page's ear: everything that a stream of server-sent events has said so far. */
public final class EventStream implements AutoCloseable {
    private static final int SECONDS = 15;

    private final Collection<String> heard = new ConcurrentLinkedQueue<>();
    private final HttpClient client;
    private final Disposable listening;

    EventStream(Vertx vertx, int port, String path, String cookie) {
        client = vertx.createHttpClient();
        listening = client.rxRequest(HttpMethod.GET, port, "localhost", path)
                .flatMap(request -> request.putHeader("Cookie", cookie).rxSend())
                .flatMapPublisher(answer -> answer.toFlowable())
                .subscribe(part -> heard.add(part.toString()), gone -> heard.add(gone.toString()));
    }

    /** All that was said. */
    public String text() {
        return String.join("", heard);
    }

    /** Waits until it has said this. */
    public void hear(String wanted) {
        Await.done(Flowable.interval(20, TimeUnit.MILLISECONDS)
                .filter(tick -> text().contains(wanted))
                .firstOrError()
                .timeout(SECONDS, TimeUnit.SECONDS)
                .ignoreElement());
    }

    @Override
    public void close() {
        listening.dispose();
        Await.done(client.rxClose());
    }
}
