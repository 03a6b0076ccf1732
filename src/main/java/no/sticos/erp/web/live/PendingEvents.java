package no.sticos.erp.web.live;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one listener has still to be sent: the newest of each name, in the order in which the names came up.
 *
 * <p>Bounded: with more than {@value #MOST} names the oldest is dropped, which costs nothing, since a listener
 * is sent everything anew when it connects. Used on one event loop only.
 */
final class PendingEvents {
    private static final int MOST = 256;
    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");
    private static final Buffer END = Buffer.buffer("event: end\ndata:\n\n");

    private final Map<String, LiveEvent> waiting = new LinkedHashMap<>();
    private final int perTick;
    private final int quietTicks;
    private int quiet;
    private boolean complete;

    /** At most {@code perTick} events a tick; a heartbeat after {@code quietTicks} without any. */
    PendingEvents(int perTick, int quietTicks) {
        this.perTick = perTick;
        this.quietTicks = quietTicks;
    }

    void put(LiveEvent event) {
        waiting.put(event.name(), event);
        if (waiting.size() > MOST) {
            waiting.remove(waiting.keySet().iterator().next());
        }
    }

    /** Nothing more will come. */
    void complete() {
        complete = true;
    }

    /** What is to be written at this tick. */
    List<Buffer> take() {
        var frames = new ArrayList<Buffer>(perTick);
        var events = waiting.values().iterator();
        while (events.hasNext() && frames.size() < perTick) {
            frames.add(events.next().framed());
            events.remove();
        }
        if (complete && waiting.isEmpty()) {
            frames.add(END);
        }
        quiet = frames.isEmpty() ? quiet + 1 : 0;
        if (quiet >= quietTicks) {
            frames.add(HEARTBEAT);
            quiet = 0;
        }
        return frames;
    }

    /** Whether nothing comes after {@code frame}. */
    static boolean isEnd(Buffer frame) {
        return frame == END;
    }
}
