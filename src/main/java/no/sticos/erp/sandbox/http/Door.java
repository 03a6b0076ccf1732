package no.sticos.erp.sandbox.http;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.sandbox.http.Reply.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that writes answers. */
public final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private static final int PIECES = 20;

    private Door() {}

    /** Sends the reply when it comes; an error becomes Visma's 500 body. */
    @SuppressWarnings("CheckReturnValue") // an answer under way ends with its connection
    public static void answer(RoutingContext context, Single<Reply> reply) {
        reply.onErrorReturn(Door::serverError)
                .flatMapCompletable(ready -> send(context, ready))
                .subscribe(() -> {}, error -> LOG.debug("the caller went away: {}", error.toString()));
    }

    private static Reply serverError(Throwable error) {
        LOG.error("the sandbox failed", error);
        return Reply.json(
                500,
                new JsonObject()
                        .put("ErrorCode", 5000)
                        .put(
                                "DeveloperErrorMessage",
                                "InternalServerError - " + error.getClass().getSimpleName())
                        .put("ErrorId", UUID.randomUUID().toString()));
    }

    private static Completable send(RoutingContext context, Reply reply) {
        var response = context.response();
        if (reply.ending() == Ending.RESET) {
            return context.request().connection().rxClose();
        }
        response.setStatusCode(reply.status()).putHeader("Content-Type", reply.contentType());
        reply.headers().forEach(response::putHeader);
        return switch (reply.ending()) {
            case DRIPPING -> drip(context, reply);
            case TRUNCATED -> sendHalf(context, reply);
            default -> response.rxEnd(reply.body());
        };
    }

    private static Completable drip(RoutingContext context, Reply reply) {
        var response = context.response().setChunked(true);
        var body = reply.body();
        var scheduler = RxHelper.scheduler(context.vertx());
        return Flowable.range(0, PIECES)
                .map(piece -> body.slice(body.length() * piece / PIECES, body.length() * (piece + 1) / PIECES))
                .concatMapCompletable(
                        piece -> Completable.timer(reply.pause().toMillis(), TimeUnit.MILLISECONDS, scheduler)
                                .andThen(response.rxWrite(piece)))
                .andThen(response.rxEnd());
    }

    private static Completable sendHalf(RoutingContext context, Reply reply) {
        var whole = reply.body();
        var response = context.response();
        // Compression would repair the length: what is announced must be more than what comes.
        response.putHeader("Content-Encoding", "identity").putHeader("Content-Length", String.valueOf(whole.length()));
        return response.rxWrite(whole.slice(0, whole.length() / 2))
                .andThen(context.request().connection().rxClose());
    }
}
