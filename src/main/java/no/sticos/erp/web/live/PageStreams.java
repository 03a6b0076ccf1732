package no.sticos.erp.web.live;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Visits;

/**
 * The streams of people's open pages: at most {@value #MOST} a session, and none outlives its session.
 *
 * <p>The session is looked at without using it: an open page keeps nobody signed in. Used on one event loop
 * only.
 */
public final class PageStreams {
    /** Streams that a session may have open at once. */
    public static final int MOST = 6;

    private static final int SESSION_EVERY_SECONDS = 5;

    private final LiveStream live;
    private final Sessions sessions;
    private final Scheduler scheduler;
    private final Map<Buffer, Integer> open = new HashMap<>();

    /** Nothing is open yet; {@code scheduler} is the event loop. */
    public PageStreams(LiveStream live, Sessions sessions, Scheduler scheduler) {
        this.live = live;
        this.sessions = sessions;
        this.scheduler = scheduler;
    }

    /** Answers with {@code events}; a session with too many is told not to come back, its page works without. */
    public void open(RoutingContext ctx, Visits.Visit visit, Flowable<LiveEvent> events) {
        var session = visit.session().hash();
        if (open.getOrDefault(session, 0) >= MOST) {
            ctx.response().setStatusCode(204);
            Answers.end(ctx, Buffer.buffer());
            return;
        }
        open.merge(session, 1, Integer::sum);
        live.open(ctx, events.takeUntil(over(visit)).doFinally(() -> leave(session)));
    }

    private Flowable<Boolean> over(Visits.Visit visit) {
        return Flowable.interval(SESSION_EVERY_SECONDS, TimeUnit.SECONDS, scheduler)
                .onBackpressureDrop()
                .concatMapSingle(tick -> sessions.peek(visit.cookie()).isEmpty(), 1)
                .filter(isOver -> isOver);
    }

    private void leave(Buffer session) {
        open.computeIfPresent(session, (key, count) -> count > 1 ? count - 1 : null);
    }
}
