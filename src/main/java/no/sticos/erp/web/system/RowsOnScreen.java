package no.sticos.erp.web.system;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.live.FirmFeed;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import org.jspecify.annotations.Nullable;

/**
 * What one open page has been shown, and so what it has to be told: only what differs.
 *
 * <p>The rows on screen stay the same for as long as the page is open; one that no longer fits the query is
 * changed and counted, never taken away. Used by one stream, in order.
 */
final class RowsOnScreen {
    private static final Buffer NOTHING = Buffer.buffer();

    private final Pages pages;
    private final Messages messages;
    private final DrawnRows drawn;
    private final ClientTables.Question question;
    private final ClientTable first;
    private final Set<ClientId> shown;
    private final Map<ClientId, Seen> seen = new HashMap<>();
    private final Map<String, Buffer> sent = new HashMap<>();
    private final List<ClientState> ended = new ArrayList<>();

    /**
     * A client as it was last seen.
     *
     * @param verified when its books were last found right or unchanged; null if never, or not looked at
     */
    private record Seen(ClientState state, @Nullable Instant verified) {
        boolean hasEndedSince(Seen before) {
            boolean unnoticed = before.verified != null && verified != null && !before.verified.equals(verified);
            return !FirmFeed.isUnderWay(state) && (unnoticed || FirmFeed.isUnderWay(before.state));
        }
    }

    RowsOnScreen(Pages pages, Messages messages, DrawnRows drawn, ClientTables.Question question, ClientTable first) {
        this.pages = pages;
        this.messages = messages;
        this.drawn = drawn;
        this.question = question;
        this.first = first;
        this.shown = first.rows().stream()
                .map(row -> new ClientId(row.client().id()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Set<ClientId> clients() {
        return shown;
    }

    /** Everything as the page had it when the stream began: what was lost in between does not matter. */
    List<LiveEvent> present() {
        var events = new ArrayList<LiveEvent>();
        first.rows().forEach(row -> {
            seen.put(new ClientId(row.client().id()), new Seen(row.status().state(), null));
            events.addAll(drawn.events(row));
        });
        events.add(new LiveEvent("counts", pages.part("system/counts", "table", first)));
        return changed(events);
    }

    /** What has changed since. */
    List<LiveEvent> changes(FirmFeed.Look look) {
        var events = new ArrayList<LiveEvent>();
        var counts = look.counts();
        shown.stream().map(look.clients()::get).filter(Objects::nonNull).forEach(client -> {
            if (!note(client) || counts != null) {
                events.addAll(drawn.of(look, client, question));
            }
        });
        if (counts != null) {
            events.addAll(counts(counts, look));
        }
        return changed(events);
    }

    /** One sentence about the runs that have ended since it was last asked for. */
    List<LiveEvent> said() {
        if (ended.isEmpty()) {
            return List.of();
        }
        long failed = count(ClientState.FAILED);
        long logins = count(ClientState.NEEDS_LOGIN);
        long done = ended.size() - failed - logins;
        ended.clear();
        var sentences = new ArrayList<String>();
        say(sentences, "live.done", done);
        say(sentences, "live.failed", failed);
        say(sentences, "live.login", logins);
        return List.of(new LiveEvent("say", Buffer.buffer(String.join(" ", sentences))));
    }

    private List<LiveEvent> counts(FirmFeed.Counts counts, FirmFeed.Look look) {
        var numbers = Cards.counts(question.integration(), counts.states(), counts.doneAt());
        var now = new ClientTable(first.integration(), first.query(), numbers, first.rows(), first.hits());
        int stale = (int) shown.stream()
                .map(look.clients()::get)
                .filter(this::isElsewhere)
                .count();
        return List.of(
                new LiveEvent("counts", pages.part("system/counts", "table", now)),
                new LiveEvent(
                        "stale",
                        stale == 0
                                ? Buffer.buffer()
                                : pages.part("system/stale", Map.of("table", now, "rows", stale))));
    }

    /** A row that the list would not show if it were asked for now. */
    private boolean isElsewhere(@Nullable ClientView client) {
        var chip = first.query().status();
        return client == null || (chip != Chip.ALL && Chip.of(client.state()) != chip);
    }

    /**
     * A run may begin and end between two looks; then only the time of the books tells. Gives whether the client stands
     * in the queue as before: its place there is told with the counts, else a page of a long queue would hear of nothing
     * but places.
     */
    private boolean note(ClientView client) {
        var books = client.books();
        var now = new Seen(client.state(), books == null ? null : books.verifiedAt());
        var before = seen.put(client.id(), now);
        if (before != null && now.hasEndedSince(before)) {
            ended.add(now.state());
        }
        return before != null && before.state() == ClientState.QUEUED && now.state() == ClientState.QUEUED;
    }

    private long count(ClientState state) {
        return ended.stream().filter(state::equals).count();
    }

    private void say(List<String> sentences, String key, long number) {
        if (number > 0) {
            sentences.add(messages.counted(key, number));
        }
    }

    private List<LiveEvent> changed(List<LiveEvent> events) {
        return events.stream().filter(this::isNews).toList();
    }

    /** What was never sent counts as sent empty. */
    private boolean isNews(LiveEvent event) {
        var before = sent.put(event.name(), event.html());
        return !event.html().equals(before == null ? NOTHING : before);
    }
}
