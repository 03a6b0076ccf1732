package no.sticos.erp.web.status;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Puts a client's state into words: what it is, how old the figures are, the one next step.
 *
 * <p>One method a state, so that a state cannot be shown without what its sentence needs.
 */
public final class StatusWords {
    private static final String LINK = "\u0001";

    private final Messages messages;

    /** Words from {@code messages}. */
    public StatusWords(Messages messages) {
        this.messages = messages;
    }

    /**
     * What a run has written so far.
     *
     * @param percent 0–100, never going back
     * @param now what it is reading
     * @param left a guess; null while there is too little to guess from
     * @param parts all kinds of data of the run
     */
    public record Progress(int percent, PartProgress now, @Nullable Duration left, List<PartProgress> parts) {}

    /** Never switched on. */
    public StatusCell never() {
        return StatusCell.of(ClientState.NEVER, tag("never"), messages.text("state.never.note"));
    }

    /** Just added: says what happens first. */
    public StatusCell added() {
        return StatusCell.of(ClientState.NEVER, tag("never"), messages.text("connect.added.note"));
    }

    /** In the queue as number {@code place}; {@code startsIn} is a guess, null when there is nothing to go by. */
    public StatusCell queued(int place, @Nullable Duration startsIn) {
        var note = messages.text("state.queued.note", Formats.count(place));
        var start = startsIn == null ? "" : " " + start(startsIn);
        return StatusCell.of(ClientState.QUEUED, tag("queued"), note + start);
    }

    /** To be queued at {@code time}. */
    public StatusCell queuedFor(Instant time) {
        var note = messages.text("state.queued.later", Formats.time(time));
        return StatusCell.of(ClientState.QUEUED, tag("queued"), note);
    }

    /** Reading. */
    public StatusCell running(Progress progress) {
        var now = progress.now();
        var note = messages.text("state.running.note", now.name(messages), now.reached(messages));
        var left = progress.left() == null ? "" : " " + left(progress.left());
        return StatusCell.of(ClientState.RUNNING, tag("running", Formats.percent(progress.percent())), note + left)
                .at(progress.percent())
                .parts(progress.parts());
    }

    /** Waiting for Visma's quota until a known time. */
    public StatusCell waiting(Instant until, int percent) {
        var note = messages.text("state.waiting.note", Formats.percent(percent));
        return StatusCell.of(ClientState.WAITING, tag("waiting", Formats.time(until)), note)
                .at(percent);
    }

    /** Equal to Visma's own figures. */
    public StatusCell ok(Instant updated) {
        return StatusCell.of(ClientState.OK, tag("ok"), "").updated(updated);
    }

    /** {@code accounts} differ from Visma, at most by {@code largest}. */
    public StatusCell deviation(long client, int accounts, BigDecimal largest, Instant updated) {
        var note = messages.counted("state.deviation.note", accounts, Formats.kroner(largest.abs()));
        return StatusCell.of(ClientState.DEVIATION, tag("deviation"), note)
                .with(Step.DEVIATIONS.link(messages, client))
                .updated(updated);
    }

    /** Differs from Visma without a deviating account: the checks that found it say how. */
    public StatusCell deviation(long client, List<String> checks, Instant updated) {
        var sentences = checks.stream()
                .map(check -> "state.deviation." + check.toLowerCase(Locale.ROOT))
                .filter(messages::has)
                .map(messages::text)
                .collect(Collectors.joining(" "));
        var note = sentences.isEmpty() ? messages.text("state.deviation.other") : sentences;
        return StatusCell.of(ClientState.DEVIATION, tag("deviation"), note)
                .with(Step.DEVIATIONS.link(messages, client))
                .updated(updated);
    }

    /** Whole, but could not be compared. */
    public StatusCell unknown(Reason reason, Instant updated) {
        var note = messages.text("state.unknown.note", reason.in(messages));
        return StatusCell.of(ClientState.UNKNOWN, tag("unknown"), note).updated(updated);
    }

    /** Lacks a part; the reason names it. */
    public StatusCell partial(long client, Reason reason, @Nullable Instant updated) {
        return StatusCell.of(ClientState.PARTIAL, tag("partial"), reason.in(messages))
                .with(Step.of(reason).link(messages, client))
                .updated(updated);
    }

    /** {@code vouchers} are gone since {@code figures}: a person decides. */
    public StatusCell held(long client, long vouchers, Instant figures) {
        var note = messages.counted("state.held.note", vouchers, Formats.dateTime(figures));
        return StatusCell.of(ClientState.HELD, tag("held"), note).with(Step.CHANGES.link(messages, client));
    }

    /** Failed; {@code retry} is when it is tried again by itself, null if a person must act first. */
    public StatusCell failed(long client, Reason reason, @Nullable Instant figures, @Nullable Instant retry) {
        var again = retry == null ? "" : " " + messages.text("state.failed.again", Formats.time(retry));
        return StatusCell.of(ClientState.FAILED, tag("failed"), withFigures(reason, figures) + again)
                .with(Step.of(reason).link(messages, client));
    }

    /** The consent is gone. */
    public StatusCell needsLogin(long client, Reason reason, @Nullable Instant figures) {
        return StatusCell.of(ClientState.NEEDS_LOGIN, tag("login"), withFigures(reason, figures))
                .with(Step.RECONNECT.link(messages, client));
    }

    /** Switched off by {@code person}. */
    public StatusCell inactive(String person, Instant since, @Nullable Instant figures) {
        var note = messages.text("state.inactive.note", person, Formats.date(since));
        var kept = figures == null ? "" : " " + messages.text("state.inactive.kept", Formats.dateTime(figures));
        return StatusCell.of(ClientState.INACTIVE, tag("inactive"), note + kept);
    }

    /** Cannot be switched on until something is put right in Visma. */
    public StatusCell blocked(long client, Reason reason) {
        return StatusCell.of(ClientState.BLOCKED, tag("blocked"), reason.in(messages))
                .with(Step.of(reason).link(messages, client));
    }

    /** Cannot be switched on while {@code holder}, an active client, has its orgnr. */
    public StatusCell duplicate(long holder, String holderName) {
        var sentence = messages.text("cause.duplicate", LINK);
        var at = sentence.indexOf(LINK);
        return StatusCell.of(ClientState.BLOCKED, tag("blocked"), sentence.substring(0, at))
                .with(Link.to(holderName, "/clients/" + holder))
                .then(sentence.substring(at + LINK.length()));
    }

    /** Switched on, but what was fetched has been removed. */
    public StatusCell emptied(long client) {
        return StatusCell.of(ClientState.NEVER, tag("never"), messages.text("state.never.emptied"))
                .with(Step.SEND.link(messages, client));
    }

    /** Will be removed at {@code time}; until then {@code undo} undoes it, null for who may not. */
    public StatusCell deleting(Instant time, @Nullable Link undo) {
        return StatusCell.of(
                        ClientState.DELETING,
                        tag("deleting", messages.clock(time)),
                        messages.text(undo == null ? "state.deleting.note.other" : "state.deleting.note"))
                .with(undo);
    }

    /** Is being removed, which {@code receipt} tells of. */
    public StatusCell removing(Link receipt) {
        return StatusCell.of(ClientState.DELETING, tag("deleting.now"), messages.text("state.deleting.now.note"))
                .with(receipt);
    }

    private String tag(String key, String... values) {
        return messages.text("state." + key, values);
    }

    private String withFigures(Reason reason, @Nullable Instant figures) {
        var text = reason.in(messages);
        return figures == null ? text : text + " " + messages.text("state.figures", Formats.dateTime(figures));
    }

    private String start(Duration wait) {
        long seconds = Math.max(1, wait.toSeconds());
        if (seconds < 60) {
            return messages.text("start.seconds", Formats.count((seconds + 9) / 10 * 10));
        }
        return wait.toMinutes() < 60
                ? messages.counted("start.minutes", roundedUp(seconds, 60))
                : messages.counted("start.hours", roundedUp(seconds, 3600));
    }

    private String left(Duration left) {
        long seconds = left.toSeconds();
        if (seconds < 60) {
            return messages.text("left.under");
        }
        return left.toMinutes() < 60
                ? messages.counted("left.minutes", roundedUp(seconds, 60))
                : messages.counted("left.hours", roundedUp(seconds, 3600));
    }

    private static long roundedUp(long number, long unit) {
        return (number + unit - 1) / unit;
    }
}
