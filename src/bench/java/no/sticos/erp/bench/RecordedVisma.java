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
import java.util.regex.Pattern;
import no.sticos.erp.testing.Await;

/**
 * Visma's API in a process of its own, played back: what was asked for once is answered from memory, gzipped as the
 * sandbox behind it answered then. So serving costs next to nothing, and the measured process has the machine.
 *
 * <p>Under {@code /bench} it is told what to play: {@code /bench/edition/n} another edition of the vouchers ({@link
 * Editions}), {@code /bench/latency/ms} how long each answer takes, {@code /bench/registers/off} refuses what is large beside the ledger as not bought, {@code /bench/pages}
 * tells how many pages of vouchers there are, {@code /bench/page/n} is one of them.
 */
public final class RecordedVisma {
    private static final String BENCH = "/bench/";
    private static final Pattern REGISTERS = Pattern.compile(
            "/v2/(customers|customerinvoices|customerledgeritems|suppliers|supplierinvoices|attachments|banktransactions)\\b.*");
    private static final Recorded NOT_BOUGHT = new Recorded(
            403,
            "application/json;charset=UTF-8",
            false,
            Buffer.buffer("{\"ErrorCode\":4009,\"DeveloperErrorMessage\":\"not bought\",\"ErrorId\":\"bench\"}"));

    private final Vertx vertx;
    private final HttpClient sandbox;
    private final URI origin;
    private final Map<String, Recorded> recorded = new ConcurrentHashMap<>();
    private final List<Vouchers> pages = new CopyOnWriteArrayList<>();
    private volatile Map<String, Buffer> edited = Map.of();
    private volatile boolean registers = true;
    private volatile long latency;

    private record Recorded(int status, String type, boolean zipped, Buffer body) {}

    private record Vouchers(String key, Buffer body) {}

    private RecordedVisma(Vertx vertx, URI origin) {
        this.vertx = vertx;
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
            tell(request, request.uri().substring(BENCH.length()).split("/", -1));
            return;
        }
        if (!registers && REGISTERS.matcher(request.path()).matches()) {
            later(() -> play(request, NOT_BOUGHT, NOT_BOUGHT.body()));
            return;
        }
        var key = request.getHeader("Authorization") + " " + request.uri();
        var known = recorded.get(key);
        request.pause();
        (known == null ? fetched(request, key) : Single.just(known))
                .subscribe(
                        answer -> later(() -> play(request, answer, edited.getOrDefault(key, answer.body()))),
                        error -> request.response().setStatusCode(502).end(error.toString()));
    }

    private void later(Runnable answering) {
        if (latency == 0) {
            answering.run();
        } else {
            vertx.setTimer(latency, time -> answering.run());
        }
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

    private void tell(HttpServerRequest request, String[] words) {
        switch (words[0]) {
            case "edition" -> edit(Integer.parseInt(words[1]));
            case "latency" -> latency = Long.parseLong(words[1]);
            case "registers" -> registers = words[1].equals("on");
            case "page" -> {
                play(pages.get(Integer.parseInt(words[1])), request);
                return;
            }
            default -> {}
        }
        request.response().end(Integer.toString(pages.size()));
    }

    private void play(Vouchers page, HttpServerRequest request) {
        request.response()
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .putHeader("Content-Encoding", "gzip")
                .putHeader(
                        "Client",
                        Integer.toUnsignedString(page.key()
                                .substring(0, page.key().indexOf(' ', 8))
                                .hashCode()))
                .end(edited.getOrDefault(page.key(), page.body()));
    }

    /** Edits all pages before it answers, so that nobody who measures waits for it. */
    private void edit(int number) {
        var next = new ConcurrentHashMap<String, Buffer>();
        pages.parallelStream().forEach(page -> next.put(page.key(), Editions.of(page.body(), number)));
        edited = next;
    }
}
