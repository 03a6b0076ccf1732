package no.sticos.erp.sandbox.faults;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.http.Reply.Ending;

/** What goes wrong with one answer. */
@FunctionalInterface
public interface Misbehaviour {
    /** The answer as it comes instead of the honest one. */
    Single<Reply> instead(Call call, Honest honest, Scheduler scheduler);

    /** 500 with Visma's body. */
    static Misbehaviour serverError() {
        return error(500, 5000, "InternalServerErrorException - Object reference not set");
    }

    /** 503 with a page of the load balancer. */
    static Misbehaviour maintenancePage() {
        return html(503);
    }

    /** 200 with a page where JSON should be. */
    static Misbehaviour pageInsteadOfJson() {
        return html(200);
    }

    /** 401 although the token is good. */
    static Misbehaviour unauthorised() {
        return error(401, 4005, "AuthorizationException - Authorization has been denied for this request.");
    }

    /** 403 with this code. */
    static Misbehaviour forbidden(int code) {
        return error(403, code, "ForbiddenRequestException - Ordered by a test");
    }

    /** 429 whose text names the seconds; no {@code Retry-After} (facts.md §3.1). */
    static Misbehaviour tooManyRequests(int seconds) {
        return error(
                429,
                4010,
                "API calls quota exceeded! maximum admitted 600 per Minute. Try again in " + seconds + " seconds.");
    }

    /** A token endpoint's refusal, such as {@code invalid_grant}. */
    static Misbehaviour oauthError(String error) {
        return reply(Reply.json(400, new JsonObject().put("error", error)));
    }

    /** Half of the honest body, then the connection closes. */
    static Misbehaviour truncated() {
        return (call, honest, scheduler) -> honest.answer().map(reply -> reply.ending(Ending.TRUNCATED));
    }

    /** Half of the honest body, properly ended: JSON that breaks off. */
    static Misbehaviour brokenJson() {
        return body(text -> text.substring(0, text.length() / 2));
    }

    /** The connection closes without an answer; the request was carried out. */
    static Misbehaviour reset() {
        return (call, honest, scheduler) -> honest.answer().map(reply -> reply.ending(Ending.RESET));
    }

    /** The honest answer, late. */
    static Misbehaviour slow(Duration delay) {
        return (call, honest, scheduler) -> honest.answer().delay(delay.toMillis(), TimeUnit.MILLISECONDS, scheduler);
    }

    /** The honest answer in twenty pieces, with a pause before each. */
    static Misbehaviour dripping(Duration pause) {
        return (call, honest, scheduler) -> honest.answer().map(reply -> reply.dripping(pause));
    }

    /** Half of the honest body's gzip stream, properly ended. */
    static Misbehaviour truncatedGzip() {
        return (call, honest, scheduler) -> honest.answer()
                .map(reply -> reply.with(halfOf(zipped(reply.body()))).with("Content-Encoding", "gzip"));
    }

    /** The page before, under this page's number. */
    static Misbehaviour pageBeforeAgain() {
        return (call, honest, scheduler) -> {
            int before = Math.max(1, Integer.parseInt(call.page()) - 1);
            return honest.to(Map.of("$page", String.valueOf(before)))
                    .map(reply ->
                            reply.with(replaced(reply, "\"CurrentPage\":[0-9]+", "\"CurrentPage\":" + call.page())));
        };
    }

    /**
     * A page that begins so many documents too early, as when others were inserted before it meanwhile; negative
     * for too late, as when some were deleted.
     */
    static Misbehaviour shifted(int documents) {
        return (call, honest, scheduler) -> honest.to(Map.of(Honest.SHIFT, String.valueOf(documents)));
    }

    /** A list that does not look at {@code $filter}. */
    static Misbehaviour filterIgnored() {
        return (call, honest, scheduler) -> honest.to(Map.of("$filter", ""));
    }

    /** A list that cannot be filtered. */
    static Misbehaviour filterRefused() {
        return error(400, 6000, "QueryParameterException - The query specified in the URI is not valid");
    }

    /** A page of the same list in another order, such as {@code CreatedUtc desc}. */
    static Misbehaviour reordered(String orderBy) {
        return (call, honest, scheduler) -> honest.to(Map.of("$orderby", orderBy));
    }

    /** Somebody does this work in Visma while the caller waits; then the honest answer. */
    static Misbehaviour meanwhile(Runnable work) {
        return (call, honest, scheduler) -> Single.defer(() -> {
            work.run();
            return honest.answer();
        });
    }

    /** {@code TotalNumberOfResults} tells another number. */
    static Misbehaviour wrongTotal(int total) {
        return body(text -> text.replaceFirst("\"TotalNumberOfResults\":[0-9]+", "\"TotalNumberOfResults\":" + total));
    }

    /** A list without its {@code Meta}. */
    static Misbehaviour withoutMeta() {
        return body(text -> text.replaceFirst("\"Meta\":\\{[^}]*\\},", ""));
    }

    /** One document of the page is spoilt; {@code document} counts from 0. */
    static Misbehaviour altered(int document, Alteration how) {
        return body(text -> how.apply(text, document));
    }

    /** Any reply at all. */
    static Misbehaviour reply(Reply reply) {
        return (call, honest, scheduler) -> Single.just(reply);
    }

    private static Misbehaviour body(UnaryOperator<String> change) {
        return (call, honest, scheduler) -> honest.answer()
                .map(reply -> reply.with(Buffer.buffer(change.apply(reply.body().toString(StandardCharsets.UTF_8)))));
    }

    private static Buffer replaced(Reply reply, String pattern, String text) {
        return Buffer.buffer(reply.body().toString(StandardCharsets.UTF_8).replaceFirst(pattern, text));
    }

    private static Buffer zipped(Buffer body) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private static Buffer halfOf(Buffer body) {
        return body.slice(0, body.length() / 2);
    }

    private static Misbehaviour html(int status) {
        return reply(Reply.html(
                status,
                "<!DOCTYPE html><html><head><title>Service</title></head><body><h1>Back soon</h1></body></html>"));
    }

    private static Misbehaviour error(int status, int code, String message) {
        return (call, honest, scheduler) -> Single.fromCallable(() -> Reply.json(
                status,
                new JsonObject()
                        .put("ErrorCode", code)
                        .put("DeveloperErrorMessage", message)
                        .put("ErrorId", UUID.randomUUID().toString())));
    }
}
