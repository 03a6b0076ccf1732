package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.CompletableEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Who waits to send to one path, and from when on it is worth asking for. Not thread-safe. */
final class PathQueue {
    private final Deque<CompletableEmitter> clicks = new ArrayDeque<>();
    private final Deque<CompletableEmitter> others = new ArrayDeque<>();
    private long notBefore;

    /** {@code now} in nanoseconds of whatever clock it is told the time by. */
    PathQueue(long now) {
        this.notBefore = now;
    }

    void add(CompletableEmitter waiter, boolean click) {
        (click ? clicks : others).add(waiter);
    }

    /** Nothing is asked for, and nothing sent, for so long; a shorter time does not end a longer one. */
    void putOff(long now, long nanos) {
        if (nanos > delay(now)) {
            notBefore = now + nanos;
        }
    }

    /** Nanoseconds until it is worth asking; 0 or less: now. */
    long delay(long now) {
        return notBefore - now;
    }

    boolean isEmpty() {
        return clicks.isEmpty() && others.isEmpty();
    }

    /** What it would send; forgets who no longer waits. */
    Quota.Requests wanted(String path) {
        clicks.removeIf(CompletableEmitter::isDisposed);
        others.removeIf(CompletableEmitter::isDisposed);
        return new Quota.Requests(path, clicks.size(), others.size());
    }

    /** Takes those out who may send, in the order in which they came; none while it is put off. */
    List<CompletableEmitter> release(Quota.Requests granted, long now) {
        var released = new ArrayList<CompletableEmitter>();
        if (delay(now) <= 0) {
            move(clicks, granted.clicks(), released);
            move(others, granted.others(), released);
        }
        return released;
    }

    private static void move(Deque<CompletableEmitter> from, int most, List<CompletableEmitter> to) {
        for (int moved = 0; moved < most && !from.isEmpty(); moved++) {
            to.add(from.remove());
        }
    }
}
