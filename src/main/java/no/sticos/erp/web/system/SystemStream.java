package no.sticos.erp.web.system;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;

/**
 * The live side of the system page: looks at the rows on screen once a second and tells what has changed.
 *
 * <p>It ends with the session, which it looks at without using it: an open page keeps nobody signed in. A
 * session has at most {@value #MOST} streams. Used on one event loop only.
 */
public final class SystemStream {
    /** Streams that a session may have open at once. */
    public static final int MOST = 6;

    private static final int TICK_SECONDS = 1;
    private static final int COUNTS_EVERY = 5;
    private static final int SAID_EVERY = 10;

    private final ClientTables tables;
    private final Sessions sessions;
    private final Pages pages;
    private final Messages messages;
    private final Scheduler scheduler;
    private final Map<Buffer, Integer> open = new HashMap<>();

    SystemStream(ClientTables tables, Sessions sessions, Pages pages, Messages messages, Scheduler scheduler) {
        this.tables = tables;
        this.sessions = sessions;
        this.pages = pages;
        this.messages = messages;
        this.scheduler = scheduler;
    }

    /** Whether the session may have one more. */
    boolean hasRoom(ClientTables.Question question) {
        return open.getOrDefault(question.session().hash(), 0) < MOST;
    }

    /** What changes, from the present state of every row on; {@code first} is what the page shows. */
    Flowable<LiveEvent> of(ClientTables.Question question, ClientTable first, Secret cookie) {
        var screen = new RowsOnScreen(pages, messages, first);
        var hash = question.session().hash();
        return Flowable.interval(0, TICK_SECONDS, TimeUnit.SECONDS, scheduler)
                .onBackpressureDrop()
                .concatMapSingle(
                        tick -> sessions.peek(cookie)
                                .map(still -> true)
                                .defaultIfEmpty(false)
                                .map(in -> in ? tick : -1L),
                        1)
                .takeWhile(tick -> tick >= 0)
                .concatMapSingle(tick -> changes(question, screen, tick), 1)
                .concatMapIterable(events -> events)
                .doOnSubscribe(begun -> open.merge(hash, 1, Integer::sum))
                .doFinally(() -> open.computeIfPresent(hash, (key, count) -> count > 1 ? count - 1 : null));
    }

    private Single<List<LiveEvent>> changes(ClientTables.Question question, RowsOnScreen screen, long tick) {
        return tables.read(question).flatMap(now -> Flowable.fromIterable(screen.missing(now))
                .concatMapMaybe(client -> tables.row(question.session(), client), 1)
                .toList()
                .map(elsewhere -> {
                    var events = new ArrayList<>(screen.rows(now.rows()));
                    events.addAll(screen.rows(elsewhere));
                    events.addAll(tick % COUNTS_EVERY == 0 ? screen.counts(now) : List.of());
                    events.addAll(tick % SAID_EVERY == 0 ? screen.said() : List.of());
                    return events;
                }));
    }
}
