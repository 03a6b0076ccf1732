package no.sticos.erp.bench;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpClient;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import no.sticos.erp.testing.Await;

/**
 * Visma's API in a process of its own, played back: what was asked for once is answered from memory, gzipped as the
 * sandbox behind it answered then. So serving costs next to nothing, and the measured process has the machine.
 *
 * <p>Under {@code /bench} it is told what to play: {@code /bench/edition/n} another edition of the vouchers ({@link
 * Editions}), {@code /bench/pages} how many pages of vouchers there are, {@code /bench/page/n} one of them.
 */
public final class RecordedVisma {
    private static final String BENCH = "/bench/";

    private final HttpClient sandbox;
    private final URI origin;
    private final Map<String, Recorded> recorded = new ConcurrentHashMap<>();
    private final List<Vouchers> pages = new CopyOnWriteArrayList<>();
    private volatile Map<String, Buffer> edited = Map.of();

    private record Recorded(int status, String type, boolean zipped, Buffer body) {}

    private record Vouchers(String key, Buffer body) {}

    private RecordedVisma(Vertx vertx, URI origin) {
        this.sandbox = vertx.createHttpClient();
        this.origin = origin;
    }

    /** The address of the sandbox that is played back. */
    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        var visma = new RecordedVisma(vertx, URI.create(args[0]));
        var server = Await.result(vertx.createHttpServer(new HttpServerOptions())
                .requestHandler(visma::answer)
                .rxListen(0, "127.0.0.1"));
        System.out.println("Visma is played at " + server.actualPort() + ".");
    }

    @SuppressWarnings("CheckReturnValue") // the answer is the end of it
    private void answer(HttpServerRequest request) {
        if (request.uri().startsWith(BENCH)) {
            request.response().end(told(request.uri().substring(BENCH.length())));
            return;
        }
        var key = request.getHeader("Authorization") + " " + request.uri();
        var known = recorded.get(key);
        request.pause();
        (known == null ? fetched(request, key) : Single.just(known))
                .subscribe(
                        answer -> play(request, answer, edited.getOrDefault(key, answer.body())),
                        error -> request.response().setStatusCode(502).end(error.toString()));
    }

    private static void play(HttpServerRequest request, Recorded answer, Buffer body) {
        var response = request.response().setStatusCode(answer.status()).putHeader("Content-Type", answer.type());
        if (answer.zipped()) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.end(body);
    }

    private Single<Recorded> fetched(HttpServerRequest request, String key) {
        return sandbox.rxRequest(HttpMethod.GET, origin.getPort(), origin.getHost(), request.uri())
                .doOnSuccess(asked -> asked.putHeader("Authorization", request.getHeader("Authorization"))
                        .putHeader("Accept-Encoding", "gzip"))
                .flatMap(asked -> asked.rxSend())
                .flatMap(answer -> answer.rxBody()
                        .map(body -> new Recorded(
                                answer.statusCode(),
                                String.valueOf(answer.getHeader("Content-Type")),
                                "gzip".equals(answer.getHeader("Content-Encoding")),
                                body)))
                .doOnSuccess(answer -> record(request.path(), key, answer));
    }

    private void record(String path, String key, Recorded answer) {
        recorded.put(key, answer);
        if (path.contains("/vouchers/") && answer.zipped()) {
            pages.add(new Vouchers(key, answer.body()));
        }
    }

    private Buffer told(String what) {
        var words = what.split("/", -1);
        return switch (words[0]) {
            case "edition" -> edition(Integer.parseInt(words[1]));
            case "pages" -> Buffer.buffer(Integer.toString(pages.size()));
            case "page" -> page(pages.get(Integer.parseInt(words[1])));
            default -> Buffer.buffer();
        };
    }

    private Buffer page(Vouchers page) {
        return edited.getOrDefault(page.key(), page.body());
    }

    /** Edits all pages before it answers, so that nobody who measures waits for it. */
    private Buffer edition(int number) {
        var next = new ConcurrentHashMap<String, Buffer>();
        pages.parallelStream().forEach(page -> next.put(page.key(), Editions.of(page.body(), number)));
        edited = next;
        return Buffer.buffer("edition " + number);
    }
}
