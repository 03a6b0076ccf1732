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
    private final int answerBytes;

    VismaHttp(Vertx vertx, VismaSettings.Reading reading) {
        this.timeoutMillis = reading.timeout().toMillis();
        this.timer = RxHelper.scheduler(vertx);
        this.web = WebClient.create(vertx, options(reading), new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
        this.answerBytes = reading.answerBytes();
    }

    /** Reads from the API. Cold: one request a subscription. */
    Single<Answer> get(URI uri, Secret token) {
        var request = web.getAbs(uri.toString()).bearerTokenAuthentication(token.reveal());
        return answered(prepared(request, answerBytes).rxSend(), answerBytes);
    }

    /**
     * Posts a form to the identity server in our own name (facts.md §1.6). Cold: one request a subscription.
     *
     * @param form holds secrets; it is neither logged nor part of an error
     */
    Single<Answer> post(URI uri, Map<String, String> form, VismaSettings.OAuthClient client) {
        var request = web.postAbs(uri.toString())
                .basicAuthentication(client.id(), client.secret().reveal());
        var sent = prepared(request, TOKEN_ANSWER_BYTES)
                .rxSendForm(MultiMap.caseInsensitiveMultiMap().addAll(form));
        return answered(sent, TOKEN_ANSWER_BYTES);
    }

    private HttpRequest<Buffer> prepared(HttpRequest<Buffer> request, int limitBytes) {
        return request.putHeader("Accept", "application/json")
                .putHeader("Accept-Encoding", Body.FOLDED)
                .timeout(timeoutMillis)
                .as(BodyCodec.newInstance(new BoundedBody(limitBytes), TypeArg.unknown()));
    }

    private Single<Answer> answered(Single<HttpResponse<Buffer>> sent, int limitBytes) {
        return sent.timeout(timeoutMillis, TimeUnit.MILLISECONDS, timer)
                .map(response -> answer(response, limitBytes))
                .onErrorResumeNext(error -> Single.error(noContact(error)));
    }

    private static WebClientOptions options(VismaSettings.Reading reading) {
        var options = new WebClientOptions().setFollowRedirects(false).setUserAgent("Sticos ERP-integrasjon");
        options.setConnectTimeout((int) Math.min(reading.timeout().toMillis(), 10_000))
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

    private static Answer answer(HttpResponse<Buffer> response, int limitBytes) {
        var type = response.getHeader("Content-Type");
        var body = response.body();
        return new Answer(
                response.statusCode(),
                type == null ? "" : type,
                response.getHeader("Retry-After"),
                date(response.getHeader("Date")),
                new Body(body == null ? Buffer.buffer() : body, response.getHeader("Content-Encoding"), limitBytes));
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
