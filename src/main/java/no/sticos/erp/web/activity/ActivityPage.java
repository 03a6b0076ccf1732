package no.sticos.erp.web.activity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditLog;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * «Aktivitet»: who did what, and when.
 *
 * @param viewer for whom
 * @param query which part of the log
 * @param lines at most {@value #LINES}, newest first
 * @param people who can be chosen
 */
public record ActivityPage(Viewer viewer, ActivityQuery query, List<AuditLog.Entry> lines, List<String> people)
        implements View {
    /** Lines on a page. */
    public static final int LINES = 50;

    private static final Pattern MANY = Pattern.compile("([0-9]{1,9}) [0-9a-f-]{36}");
    private static final Pattern KEY = Pattern.compile("api-key [0-9]+ (.+)");
    private static final Pattern REMOVAL = Pattern.compile("removal ([0-9]+)");

    /** Copies the lists. */
    public ActivityPage {
        lines = List.copyOf(lines);
        people = List.copyOf(people);
    }

    @Override
    public String template() {
        return "activity/page";
    }

    /** Where the lines go on; null at the end. */
    public @Nullable String older() {
        return lines.size() < LINES
                ? null
                : query.older(lines.get(lines.size() - 1).line()).on("/activity");
    }

    /** Whether nobody need do anything about it; that a consent came to its end is done, and not well. */
    public static boolean isWell(AuditLog.Entry entry) {
        return entry.outcome() == AuditLine.Outcome.DONE && entry.action() != AuditAction.GRANT_ENDED;
    }

    /** What came of it, in words: why, if that is known. */
    public static String result(AuditLog.Entry entry, Messages messages) {
        var outcome = messages.text("activity.outcome." + entry.outcome().name().toLowerCase(Locale.ROOT));
        return Optional.ofNullable(entry.detail())
                .filter(detail -> messages.has("cause." + detail))
                .map(detail -> new Reason(
                                detail,
                                Optional.ofNullable(entry.clientName()).stream().toList())
                        .in(messages))
                .map(why -> entry.outcome() == AuditLine.Outcome.DONE ? why : outcome + ": " + why)
                .orElse(outcome);
    }

    /** The receipt of a removal; null if the line tells of none. */
    public static @Nullable String receipt(AuditLog.Entry entry) {
        var detail = entry.detail();
        var found = REMOVAL.matcher(detail == null ? "" : detail);
        return found.matches() ? "/deletions/" + found.group(1) : null;
    }

    /** What was done, in words. */
    public static String event(AuditLog.Entry entry, Messages messages) {
        var id = entry.action().id();
        var detail = entry.detail();
        var key = KEY.matcher(detail == null ? "" : detail);
        if (key.matches()) {
            return messages.text("activity.key." + id, key.group(1));
        }
        var many = MANY.matcher(detail == null ? "" : detail);
        return many.matches() && messages.has("activity.many." + id)
                ? messages.counted("activity.many." + id, Long.parseLong(many.group(1)))
                : messages.text("activity.event." + id);
    }
}
