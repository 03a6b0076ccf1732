package no.sticos.erp.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An HTTP server that gives the answers it was told to, in order, and remembers what it was asked. */
public final class StubHttp implements AutoCloseable {
    /**
     * A request that came.
     *
     * @param method HTTP's
     * @param uri path and query as sent
     * @param authorization the header; null if there was none
     * @param body as text
     */
    public record Asked(String method, String uri, @Nullable String authorization, String body) {}

    private final Queue<Consumer<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Disposable> reading = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Consumer<HttpServerRequest> usual = late -> send(late, 500, "text/plain", "no answer left");

    /** Listens on a free port of this machine. */
    public StubHttp(Vertx vertx) {
        var options = new HttpServerOptions().setCompressionSupported(true);
        this.server = Await.result(
                vertx.createHttpServer(options).requestHandler(this::handle).rxListen(0, "127.0.0.1"));
    }

    /** Its address, without a last slash. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** The next answer: JSON with this status. */
    @CanIgnoreReturnValue
    public StubHttp json(int status, String body) {
        return answer(request -> send(request, status, "application/json;charset=UTF-8", body));
    }

    /** The next answer: a page for people with this status. */
    @CanIgnoreReturnValue
    public StubHttp html(int status) {
        return answer(request -> send(request, status, "text/html", "<html><body>Vedlikehold</body></html>"));
    }

    /** The next answer: anything. */
    @CanIgnoreReturnValue
    public StubHttp answer(Consumer<HttpServerRequest> answer) {
        answers.add(answer);
        return this;
    }

    /** The next answer never comes. */
    @CanIgnoreReturnValue
    public StubHttp silence() {
        return answer(request -> {});
    }

    /** The next answer: the connection is cut. */
    @CanIgnoreReturnValue
    public StubHttp cut() {
        return answer(request -> reading.add(request.connection().rxClose().subscribe(() -> {}, error -> {})));
    }

    /** What it answers when it was told nothing else. */
    public void usually(Consumer<HttpServerRequest> answer) {
        usual = answer;
    }

    /** What it was asked, in order. */
    public List<Asked> asked() {
        return asked;
    }

    /** Forgets questions and answers. */
    public void reset() {
        asked.clear();
        answers.clear();
    }

    @Override
    public void close() {
        reading.forEach(Disposable::dispose);
        Await.done(server.rxClose());
    }

    /** Sends a whole answer. */
    public static void send(HttpServerRequest request, int status, String contentType, String body) {
        request.getDelegate()
                .response()
                .setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(Buffer.buffer(body));
    }

    private void handle(HttpServerRequest request) {
        reading.add(request.rxBody().subscribe(body -> answer(request, body.toString()), error -> {}));
    }

    private void answer(HttpServerRequest request, String body) {
        asked.add(new Asked(request.method().name(), request.uri(), request.getHeader("Authorization"), body));
        Objects.requireNonNullElse(answers.poll(), usual).accept(request);
    }
}
