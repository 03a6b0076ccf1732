package no.sticos.erp.sandbox.api;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Visma's rate limit: a fixed window of one minute per OAuth client and URL (facts.md §3.1).
 *
 * <p>Whether the URL is the literal path or its template is not documented; the caller decides by the key.
 */
public final class Quota {
    private static final long WINDOW_MILLIS = 60_000;
    private static final int SWEEP_AT = 10_000;

    private final Map<String, Window> windows = new HashMap<>();
    private final Clock clock;
    private int limit;
    private long admitted;
    private long refused;

    /** Admits {@code limit} requests a minute for each key. */
    public Quota(int limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Changes how many requests a minute are admitted; counting begins anew. */
    public synchronized void limit(int perMinute) {
        limit = perMinute;
        windows.clear();
    }

    /** Counts one request; refuses it when the minute's share is used up. */
    synchronized void admit(String client, String url) {
        long now = clock.millis();
        sweep(now);
        var window = windows.compute(
                client + " " + url, (key, open) -> open == null || open.isOver(now) ? new Window(now) : open);
        if (++window.count > limit) {
            refused++;
            throw Refusal.quota(limit, 1 + (window.start + WINDOW_MILLIS - now - 1) / 1000);
        }
        admitted++;
    }

    /** How many requests were admitted so far. */
    public synchronized long admitted() {
        return admitted;
    }

    /** How many were refused. */
    public synchronized long refused() {
        return refused;
    }

    private void sweep(long now) {
        if (windows.size() > SWEEP_AT) {
            windows.values().removeIf(window -> window.isOver(now));
        }
    }

    private static final class Window {
        private final long start;
        private int count;

        Window(long start) {
            this.start = start;
        }

        boolean isOver(long now) {
            return now >= start + WINDOW_MILLIS;
        }
    }
}
