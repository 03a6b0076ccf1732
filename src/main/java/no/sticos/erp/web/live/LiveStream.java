package no.sticos.erp.web.live;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.functions.Predicate;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a page up to date by server-sent events: at most 25 a second, of each name only the newest.
 *
 * <p>When the events complete, the browser is told to stop ({@code end}); when they fail, the connection just
 * ends and the browser comes back. A comment every 20 quiet seconds keeps proxies from cutting the line.
 * Whoever gives the events begins with the present state of everything on screen, so that a lost one never
 * matters.
 */
public final class LiveStream {
    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int EVENTS_PER_TICK = 5;

    private final Vertx vertx;
    private final Duration heartbeat;

    /** {@code heartbeat}: how long a stream may be quiet; 20 seconds in production. */
    public LiveStream(Vertx vertx, Duration heartbeat) {
        this.vertx = vertx;
        this.heartbeat = heartbeat;
    }

    /** Answers {@code ctx} with {@code events} until they end or the reader goes; then lets go of them. */
    public void open(RoutingContext ctx, Flowable<LiveEvent> events) {
        var response = ctx.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .putHeader("Content-Encoding", "identity");
        var stream = response.rxWriteHead()
                .andThen(frames(events))
                .concatMapCompletable(response::rxWrite, 1)
                .onErrorComplete(LiveStream::isOver)
                .andThen(response.rxEnd())
                .subscribe(() -> {}, gone -> log.debug("the listener went away: {}", gone.toString()));
        response.closeHandler(closed -> stream.dispose());
        ctx.addEndHandler(ended -> stream.dispose());
    }

    private Flowable<Buffer> frames(Flowable<LiveEvent> events) {
        var scheduler = RxHelper.scheduler(vertx.getOrCreateContext());
        var pending = new PendingEvents(EVENTS_PER_TICK, (int) heartbeat.dividedBy(TICK));
        Flowable<Buffer> taken = events.observeOn(scheduler)
                .doOnNext(pending::put)
                .doOnComplete(pending::complete)
                .ignoreElements()
                .toFlowable();
        return Flowable.interval(0, TICK.toMillis(), TimeUnit.MILLISECONDS, scheduler)
                .onBackpressureDrop()
                .concatMapIterable(tick -> pending.take(), 1)
                .takeUntil((Predicate<Buffer>) PendingEvents::isEnd)
                .mergeWith(taken);
    }

    /** A failed source ends the answer; the browser connects again by itself. */
    private static boolean isOver(Throwable failure) {
        log.info("a live stream ended: {}", failure.toString());
        return true;
    }
}
