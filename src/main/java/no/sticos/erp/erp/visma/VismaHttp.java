package no.sticos.erp.erp.visma;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.lang.rx.TypeArg;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import io.vertx.rxjava3.ext.web.client.WebClient;
import io.vertx.rxjava3.ext.web.codec.BodyCodec;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/** Sends a GET to Visma's API and brings back the answer, whatever it is, or {@code NO_CONTACT}. */
final class VismaHttp {
    private final WebClient web;
    private final Scheduler timer;
    private final long timeoutMillis;
    private final BodyCodec<Buffer> body;

    VismaHttp(Vertx vertx, VismaSettings.Reading reading) {
        this.timeoutMillis = reading.timeout().toMillis();
        this.timer = RxHelper.scheduler(vertx);
        this.web = WebClient.create(vertx, options(reading));
        this.body = BodyCodec.newInstance(new BoundedBody(reading.answerBytes()), TypeArg.unknown());
    }

    /** Cold: one request a subscription. Redirects are answers, not followed: the token must not travel. */
    Single<Answer> get(URI uri, Secret token) {
        return web.getAbs(uri.toString())
                .putHeader("Accept", "application/json")
                .bearerTokenAuthentication(token.reveal())
                .timeout(timeoutMillis)
                .as(body)
                .rxSend()
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS, timer)
                .map(VismaHttp::answer)
                .onErrorResumeNext(error -> Single.error(noContact(error)));
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
