package no.sticos.erp.consumer;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Who is handled when: one message of a client at a time, a few clients at once, a bounded number waiting.
 *
 * <p>Clients take turns, so that a busy one hurts nobody. Safe to share between threads.
 */
final class Turns {
    private final int atOnce;
    private final int mostWaiting;
    /** By client, from its first message until its last one is done. */
    private final Map<Long, Line> lines = new HashMap<>();
    /** Those with something to do and nothing being done. */
    private final Queue<Line> ready = new ArrayDeque<>();

    private final CompletableSubject ended = CompletableSubject.create();
    private int running;
    private int waiting;
    private boolean ending;

    Turns(int atOnce, int mostWaiting) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
    }

    /** Does {@code work}, which must not fail, when it is the client's turn; false if there is no room. */
    boolean offer(long client, Completable work) {
        List<Started> started;
        synchronized (this) {
            boolean free = running < atOnce && !lines.containsKey(client);
            if (ending || (!free && waiting >= mostWaiting)) {
                return false;
            }
            waiting++;
            add(client, work);
            started = start();
        }
        started.forEach(this::run);
        return true;
    }

    /** Takes no more; completes when everything taken is done. */
    Completable end() {
        return Completable.defer(() -> {
            synchronized (this) {
                ending = true;
                completeIfDone();
            }
            return ended;
        });
    }

    private record Line(long client, Queue<Completable> works) {}

    private record Started(Line line, Completable work) {}

    private void add(long client, Completable work) {
        var line = lines.get(client);
        if (line == null) {
            line = new Line(client, new ArrayDeque<>());
            lines.put(client, line);
            ready.add(line);
        }
        line.works().add(work);
    }

    private List<Started> start() {
        var started = new ArrayList<Started>();
        while (running < atOnce && !ready.isEmpty()) {
            var line = ready.remove();
            started.add(new Started(line, line.works().remove()));
            waiting--;
            running++;
        }
        return started;
    }

    /** Outside the lock: the work may be done before this returns. */
    private void run(Started started) {
        var unused = started.work().onErrorComplete().subscribe(() -> done(started.line()));
    }

    private void done(Line line) {
        List<Started> started;
        synchronized (this) {
            running--;
            if (line.works().isEmpty()) {
                lines.remove(line.client());
            } else {
                ready.add(line);
            }
            started = start();
            completeIfDone();
        }
        started.forEach(this::run);
    }

    private void completeIfDone() {
        if (ending && running == 0 && waiting == 0) {
            ended.onComplete();
        }
    }
}
