package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import no.sticos.erp.bench.Times;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.testing.Await;

/** Many people at one node: each has a page of the client list open, live, and looks at another now and then. */
final class Crowd implements AutoCloseable {
    private static final int ROWS = 50;
    private static final int QUICKEST_SECONDS = 10;
    private static final int SLOWEST_SECONDS = 30;
    private static final Pattern VOUCHERS = Pattern.compile("Bilag[^<]*</dt>\\s*<dd>([0-9\\u00a0]+) av ");

    private final HttpClient web;
    private final URI address;
    private final List<String> cookies;
    private final List<ClientId> clients;
    private final Collection<StoredProgress.Heard> heard = new ConcurrentLinkedQueue<>();
    private final CompositeDisposable open = new CompositeDisposable();
    private final AtomicInteger listening = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Times pages = new Times();
    private volatile long watchedSince = Long.MAX_VALUE;

    Crowd(Vertx vertx, URI address, List<String> cookies, List<ClientId> clients) {
        this.web =
                vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(cookies.size() * 2));
        this.address = address;
        this.cookies = cookies;
        this.clients = clients;
    }

    /** All come in, and stay. */
    void open(IntegrationId integration) {
        int pagesOfList = (clients.size() + ROWS - 1) / ROWS;
        for (int number = 0; number < cookies.size(); number++) {
            var cookie = cookies.get(number);
            listen(cookie, "/integrations/" + integration + "/stream?page=" + (1 + number % pagesOfList));
            look(cookie, integration, new Random(number));
        }
        Await.until(
                Duration.ofMinutes(1),
                () -> listening.get() == cookies.size(),
                () -> listening + " streams, " + lost + " lost");
    }

    /** Lets them do what they do for so long; what is seen until then does not count. */
    void warm(Duration time) {
        Await.pause(time);
        pages = new Times();
        heard.clear();
        watchedSince = System.nanoTime();
    }

    boolean hasBeenWatched(int seconds) {
        return System.nanoTime() - watchedSince > TimeUnit.SECONDS.toNanos(seconds);
    }

    /** How long each answer took. */
    Times pages() {
        return pages;
    }

    /** What the open pages were told of runs. */
    Collection<StoredProgress.Heard> heard() {
        return heard;
    }

    /** Streams that ended by themselves. */
    int lost() {
        return lost.get();
    }

    @Override
    public void close() {
        open.dispose();
        Await.done(web.rxClose());
    }

    private void listen(String cookie, String path) {
        var ear = new Ear();
        open.add(web.rxRequest(asked(path))
                .flatMap(request -> request.putHeader("Cookie", cookie).rxSend())
                .doOnSuccess(answer -> listening.incrementAndGet())
                .flatMapPublisher(answer -> answer.toFlowable())
                .subscribe(part -> ear.hear(part.toString()), gone -> lost.incrementAndGet(), lost::incrementAndGet));
    }

    /** A table, a client, the whole page: one each ten to thirty seconds. */
    private void look(String cookie, IntegrationId integration, Random chance) {
        open.add(Flowable.defer(() -> Flowable.timer(pause(chance), TimeUnit.MILLISECONDS))
                .concatMapCompletable(now -> page(cookie, path(integration, chance)), 1)
                .repeat()
                .subscribe(() -> {}, gone -> lost.incrementAndGet()));
    }

    private static long pause(Random chance) {
        return TimeUnit.SECONDS.toMillis(QUICKEST_SECONDS)
                + chance.nextInt((int) TimeUnit.SECONDS.toMillis(SLOWEST_SECONDS - QUICKEST_SECONDS));
    }

    private String path(IntegrationId integration, Random chance) {
        var system = "/integrations/" + integration;
        return switch (chance.nextInt(5)) {
            case 0 -> system;
            case 1 -> system + "/clients?q=" + chance.nextInt(10);
            case 2 -> system + "/clients?status=running";
            case 3 -> system + "/clients?page=" + (1 + chance.nextInt(Math.max(1, clients.size() / ROWS)));
            default -> "/clients/" + clients.get(chance.nextInt(clients.size()));
        };
    }

    private Completable page(String cookie, String path) {
        return Completable.defer(() -> {
            long began = System.nanoTime();
            return web.rxRequest(asked(path))
                    .map(request -> request.putHeader("Cookie", cookie).putHeader("Accept-Encoding", "gzip"))
                    .map(request -> path.contains("/clients?") ? request.putHeader("HX-Request", "true") : request)
                    .flatMap(request -> request.rxSend())
                    .flatMap(answer -> answer.rxBody().map(body -> answer.statusCode()))
                    .doOnSuccess(status -> {
                        if (status != 200) {
                            throw new IllegalStateException(path + " answered " + status);
                        }
                        pages.add(Times.since(began));
                    })
                    .ignoreElement();
        });
    }

    private RequestOptions asked(String path) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setURI(path);
    }

    /** What one page is told, message by message. Used by one stream, in order. */
    private final class Ear {
        private final StringBuilder text = new StringBuilder();
        private final Map<Long, String> last = new HashMap<>();

        void hear(String part) {
            text.append(part);
            for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
                message(text.substring(0, end));
                text.delete(0, end + 2);
            }
        }

        private void message(String message) {
            if (message.startsWith("event: row-")) {
                row(number(message), message);
            } else if (message.startsWith("event: entities-")) {
                var vouchers = VOUCHERS.matcher(message);
                if (vouchers.find()) {
                    note(number(message), vouchers.group(1).replace("\u00a0", ""));
                }
            }
        }

        private void row(long client, String message) {
            var now = message.contains("Synkroniserer") ? "RUNNING" : message.contains("Stemmer") ? "DONE" : "";
            var before = last.put(client, now);
            if (before != null && !before.equals(now) && !now.isEmpty()) {
                note(client, now);
            }
        }

        private void note(long client, String what) {
            heard.add(new StoredProgress.Heard(client, what, System.currentTimeMillis()));
        }

        private static long number(String message) {
            return Long.parseLong(message.substring(message.indexOf('-') + 1, message.indexOf('\n')));
        }
    }
}
