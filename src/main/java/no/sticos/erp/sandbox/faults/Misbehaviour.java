package no.sticos.erp.sandbox.faults;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.http.Reply.Ending;

/** What goes wrong with one answer. */
@FunctionalInterface
public interface Misbehaviour {
    /** The answer as it comes instead of the honest one. */
    Single<Reply> instead(Single<Reply> honest, Scheduler scheduler);

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
        return (honest, scheduler) -> honest.map(reply -> reply.ending(Ending.TRUNCATED));
    }

    /** Half of the honest body, properly ended: JSON that breaks off. */
    static Misbehaviour brokenJson() {
        return body(text -> text.substring(0, text.length() / 2));
    }

    /** The connection closes without an answer; the request was carried out. */
    static Misbehaviour reset() {
        return (honest, scheduler) -> honest.map(reply -> reply.ending(Ending.RESET));
    }

    /** The honest answer, late. */
    static Misbehaviour slow(Duration delay) {
        return (honest, scheduler) -> honest.delay(delay.toMillis(), TimeUnit.MILLISECONDS, scheduler);
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
        return (honest, scheduler) -> Single.just(reply);
    }

    private static Misbehaviour body(UnaryOperator<String> change) {
        return (honest, scheduler) -> honest.map(
                reply -> reply.with(Buffer.buffer(change.apply(reply.body().toString(StandardCharsets.UTF_8)))));
    }

    private static Misbehaviour html(int status) {
        return reply(Reply.html(
                status,
                "<!DOCTYPE html><html><head><title>Service</title></head><body><h1>Back soon</h1></body></html>"));
    }

    private static Misbehaviour error(int status, int code, String message) {
        return (honest, scheduler) -> Single.fromCallable(() -> Reply.json(
                status,
                new JsonObject()
                        .put("ErrorCode", code)
                        .put("DeveloperErrorMessage", message)
                        .put("ErrorId", UUID.randomUUID().toString())));
    }
}
