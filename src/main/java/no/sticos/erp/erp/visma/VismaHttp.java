package no.sticos.erp.erp.visma;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.lang.rx.TypeArg;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpRequest;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import io.vertx.rxjava3.ext.web.client.WebClient;
import io.vertx.rxjava3.ext.web.codec.BodyCodec;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request to Visma and brings back the answer, whatever it is, or {@code NO_CONTACT}.
 *
 * <p>Every call has a time limit from its first byte to its last, and every answer a bound. Redirects are
 * answers, not followed: neither a token nor our secret may travel elsewhere.
 */
final class VismaHttp {
    /** Tokens and refusals are a few kilobytes. */
    static final int TOKEN_ANSWER_BYTES = 64 * 1024;

    /** As many as a node's runs can have under way, so that no turn that was given waits for a connection. */
    static final int MOST_CONNECTIONS = 32;

    private final WebClient web;
    private final Scheduler timer;
    private final long timeoutMillis;
    private final BodyCodec<Buffer> pageBody;
    private final BodyCodec<Buffer> tokenBody;

    VismaHttp(Vertx vertx, VismaSettings.Reading reading) {
        this.timeoutMillis = reading.timeout().toMillis();
        this.timer = RxHelper.scheduler(vertx);
        this.web = WebClient.create(vertx, options(reading), new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
        this.pageBody = bounded(reading.answerBytes());
        this.tokenBody = bounded(TOKEN_ANSWER_BYTES);
    }

    /** Reads from the API. Cold: one request a subscription. */
    Single<Answer> get(URI uri, Secret token) {
        var request = web.getAbs(uri.toString()).bearerTokenAuthentication(token.reveal());
        return answered(prepared(request, pageBody).rxSend());
    }

    /**
     * Posts a form to the identity server in our own name (facts.md §1.6). Cold: one request a subscription.
     *
     * @param form holds secrets; it is neither logged nor part of an error
     */
    Single<Answer> post(URI uri, Map<String, String> form, VismaSettings.OAuthClient client) {
        var request = web.postAbs(uri.toString())
                .basicAuthentication(client.id(), client.secret().reveal());
        return answered(prepared(request, tokenBody)
                .rxSendForm(MultiMap.caseInsensitiveMultiMap().addAll(form)));
    }

    private HttpRequest<Buffer> prepared(HttpRequest<Buffer> request, BodyCodec<Buffer> body) {
        return request.putHeader("Accept", "application/json")
                .timeout(timeoutMillis)
                .as(body);
    }

    private Single<Answer> answered(Single<HttpResponse<Buffer>> sent) {
        return sent.timeout(timeoutMillis, TimeUnit.MILLISECONDS, timer)
                .map(VismaHttp::answer)
                .onErrorResumeNext(error -> Single.error(noContact(error)));
    }

    private static BodyCodec<Buffer> bounded(int bytes) {
        return BodyCodec.newInstance(new BoundedBody(bytes), TypeArg.unknown());
    }

    private static WebClientOptions options(VismaSettings.Reading reading) {
        var options = new WebClientOptions().setFollowRedirects(false).setUserAgent("Sticos ERP-integrasjon");
        options.setDecompressionSupported(true)
                .setConnectTimeout((int) Math.min(reading.timeout().toMillis(), 10_000))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) reading.timeout().toMillis());
        return options;
    }

    /** The origin is left out: its message can hold the address and what was sent. */
    private static Fault noContact(Throwable error) {
        return error instanceof Fault fault
                ? fault
                : Fault.of(Cause.NO_CONTACT, error.getClass().getSimpleName());
    }

    private static Answer answer(HttpResponse<Buffer> response) {
        var type = response.getHeader("Content-Type");
        var body = response.body();
        return new Answer(
                response.statusCode(),
                type == null ? "" : type,
                response.getHeader("Retry-After"),
                date(response.getHeader("Date")),
                body == null ? Buffer.buffer() : body);
    }

    private static Instant date(@Nullable String header) {
        try {
            return header == null
                    ? Instant.now()
                    : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return Instant.now();
        }
    }
}
