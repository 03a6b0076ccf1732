package no.sticos.erp.web.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.status.ClientRow;

/**
 * What one open page has been shown, and so what it has to be told: only what differs.
 *
 * <p>The rows on screen stay the same for as long as the page is open; one that no longer fits the query is
 * changed and counted, never taken away. Used by one stream, in order.
 */
final class RowsOnScreen {
    private static final Set<ClientState> UNDER_WAY =
            Set.of(ClientState.QUEUED, ClientState.RUNNING, ClientState.WAITING);

    private final Pages pages;
    private final Messages messages;
    private final Set<Long> shown = new HashSet<>();
    private final Map<Long, ClientState> states = new HashMap<>();
    private final Map<String, String> sent = new HashMap<>();
    private final List<ClientState> ended = new ArrayList<>();

    RowsOnScreen(Pages pages, Messages messages, ClientTable first) {
        this.pages = pages;
        this.messages = messages;
        first.rows().forEach(row -> shown.add(row.client().id()));
    }

    /** The rows on screen that {@code now} does not hold. */
    List<Long> missing(ClientTable now) {
        var gone = new HashSet<>(shown);
        now.rows().forEach(row -> gone.remove(row.client().id()));
        return List.copyOf(gone);
    }

    /** What has changed in these rows. */
    List<LiveEvent> rows(List<ClientRow> rows) {
        var events = new ArrayList<LiveEvent>();
        rows.stream().filter(row -> shown.contains(row.client().id())).forEach(row -> {
            long id = row.client().id();
            note(id, row.status().state());
            events.add(new LiveEvent("row-" + id, pages.part("status/rowChange", "row", row)));
            if (!row.status().parts().isEmpty()) {
                events.add(new LiveEvent("entities-" + id, pages.part("status/parts", "status", row.status())));
            }
        });
        return changed(events);
    }

    /** The numbers, and how many rows stand where they no longer belong. */
    List<LiveEvent> counts(ClientTable now) {
        var events = new ArrayList<LiveEvent>();
        events.add(new LiveEvent("counts", pages.part("system/counts", "table", now)));
        int stale = missing(now).size();
        if (stale > 0) {
            events.add(new LiveEvent("stale", pages.part("system/stale", Map.of("table", now, "rows", stale))));
        }
        return changed(events);
    }

    /** One sentence about the runs that have ended since it was last asked for. */
    List<LiveEvent> said() {
        if (ended.isEmpty()) {
            return List.of();
        }
        long failed =
                ended.stream().filter(state -> state == ClientState.FAILED).count();
        long logins =
                ended.stream().filter(state -> state == ClientState.NEEDS_LOGIN).count();
        long done = ended.size() - failed - logins;
        ended.clear();
        var sentences = new ArrayList<String>();
        say(sentences, "live.done", done);
        say(sentences, "live.failed", failed);
        say(sentences, "live.login", logins);
        return List.of(new LiveEvent("say", io.vertx.core.buffer.Buffer.buffer(String.join(" ", sentences))));
    }

    private void say(List<String> sentences, String key, long number) {
        if (number > 0) {
            sentences.add(messages.counted(key, number));
        }
    }

    private void note(long client, ClientState state) {
        var before = states.put(client, state);
        if (before != null && UNDER_WAY.contains(before) && !UNDER_WAY.contains(state)) {
            ended.add(state);
        }
    }

    private List<LiveEvent> changed(List<LiveEvent> events) {
        events.removeIf(event -> event.html()
                .toString()
                .equals(sent.put(event.name(), event.html().toString())));
        return events;
    }
}
