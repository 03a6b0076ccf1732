package no.sticos.erp.web.connecting;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import no.sticos.erp.connect.ConnectQueue;
import no.sticos.erp.connect.ConnectQueue.Entry;
import no.sticos.erp.connect.ConnectQueue.Kind;
import no.sticos.erp.connect.ConnectQueue.State;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * A person's queue: how far it has come, whose turn it is, and the way to Visma.
 *
 * @param viewer for whom
 * @param system the system's name
 * @param queue the queue
 * @param show which of those in it
 * @param whole whether all of them are shown, and not only those around the next one
 * @param added the name of the client that has just come back; null if none did
 */
public record QueuePage(
        Viewer viewer, String system, ConnectQueue queue, Show show, boolean whole, @Nullable String added)
        implements View {
    private static final int BEFORE = 3;
    private static final int ROWS = 8;

    /** What can be chosen to be shown. */
    public enum Show {
        /** Everybody. */
        ALL,
        /** Who waits. */
        LEFT,
        /** Who is done. */
        DONE,
        /** Who waits for the person. */
        LOOK;

        /** Its word in addresses and message keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Show named(@Nullable String word) {
            return Arrays.stream(values())
                    .filter(show -> show.word().equals(word))
                    .findFirst()
                    .orElse(ALL);
        }

        boolean has(Entry entry) {
            return switch (this) {
                case ALL -> true;
                case LEFT -> entry.state() == State.WAITING;
                case DONE -> entry.state() == State.ADDED || entry.state() == State.EXISTS;
                case LOOK -> entry.state() == State.LOOK;
            };
        }
    }

    @Override
    public String template() {
        return "queue/page";
    }

    /** The page's own address. */
    public String path() {
        return "/queues/" + queue.id();
    }

    /** Where the page is told of what changes. */
    public String stream() {
        return path() + "/stream?show=" + show.word() + (whole ? "&whole" : "") + "&seen=" + version();
    }

    /** Other words for another state of the queue; the same on every node. */
    String version() {
        var held = queue.held();
        var text = queue.entries().stream()
                .map(entry -> entry.id() + " " + entry.state() + " " + entry.cause())
                .collect(Collectors.joining(
                        ", ",
                        queue.paused() + ": ",
                        held == null ? "" : held.id().toString()));
        return Integer.toHexString(text.hashCode());
    }

    /** The system page. */
    public String systemHref() {
        return "/integrations/" + queue.integration().value();
    }

    /** Whether clients are signed in again, and not connected. */
    public boolean isAgain() {
        return queue.kind() == Kind.RECONNECT;
    }

    /** How many a chip counts. */
    public long count(Show chip) {
        return queue.entries().stream().filter(chip::has).count();
    }

    /** Whose turn it is; null when nobody waits. */
    public @Nullable Entry next() {
        return queue.next().orElse(null);
    }

    /** Whether the next one may open by itself: the person has just come back from one that went well. */
    public boolean opens() {
        return added != null && !queue.paused() && queue.held() == null && next() != null;
    }

    /** Whose turn it was when another company was chosen; null unless one was. */
    public @Nullable Entry expected() {
        var held = queue.held();
        return held == null
                ? null
                : queue.entries().stream()
                        .filter(entry -> entry.id() == held.entry())
                        .findFirst()
                        .orElse(null);
    }

    /** The rows that are shown: those around the next one, or around the first that waits for the person. */
    public List<Entry> rows() {
        var chosen = queue.entries().stream().filter(show::has).toList();
        if (whole || chosen.size() <= ROWS) {
            return chosen;
        }
        int next = queue.next()
                .or(() -> chosen.stream().filter(Show.LOOK::has).findFirst())
                .map(chosen::indexOf)
                .orElse(chosen.size());
        int first = Math.max(0, Math.min(next - BEFORE, chosen.size() - ROWS));
        return chosen.subList(first, first + ROWS);
    }

    /** Whether some are left out. */
    public boolean isCut() {
        return rows().size() < count(show);
    }

    /** What a row says of how it went; empty if nothing need be said. */
    public String note(Entry entry, Messages messages) {
        return Optional.ofNullable(entry.cause())
                .filter(cause -> entry.state() == State.LOOK)
                .map(cause -> switch (cause) {
                    case ConnectQueue.SKIPPED -> messages.text("queue.skipped");
                    case "cancelled" -> messages.text("queue.cancelled");
                    default -> new Reason(cause, entry.args()).in(messages);
                })
                .orElse("");
    }

    /** Whether the cause is most often a default company, so that the advice is shown. */
    public boolean advisesDefaultCompany(Entry entry) {
        return "wrongCompany".equals(entry.cause()) || "moduleOff".equals(entry.cause());
    }

    /** How an entry is called: by name, or else by number. */
    public static String name(Entry entry) {
        var name = entry.name();
        var orgnr = entry.orgnr();
        if (name != null) {
            return name;
        }
        return orgnr == null ? Formats.NO_VALUE : Formats.orgnr(orgnr);
    }
}
