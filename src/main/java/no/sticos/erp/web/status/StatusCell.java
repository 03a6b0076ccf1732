package no.sticos.erp.web.status;

import java.time.Instant;
import java.util.List;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.shell.Link;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a status cell: tag, bar, a sentence with at most one link in it, the age of the figures.
 *
 * @param tag the state in a word
 * @param percent how far a run has come; null = no bar
 * @param note the sentence up to the link
 * @param link the next step, or the client that is in the way
 * @param after the sentence behind the link, may be empty
 * @param updated when the figures shown were published; null = said by the sentence, or there are none
 * @param parts the run's progress per kind of data, may be empty
 */
public record StatusCell(
        ClientState state,
        String tag,
        @Nullable Integer percent,
        String note,
        @Nullable Link link,
        String after,
        @Nullable Instant updated,
        List<PartProgress> parts) {
    /** Copies the list. */
    public StatusCell {
        parts = List.copyOf(parts);
    }

    /** The sentence as it is read: a link in its middle is part of it, one at its end is a button. */
    public String sentence() {
        return link == null || after.isEmpty() ? note : note + link.text() + after;
    }

    static StatusCell of(ClientState state, String tag, String note) {
        return new StatusCell(state, tag, null, note, null, "", null, List.of());
    }

    StatusCell at(int reached) {
        return new StatusCell(state, tag, reached, note, link, after, updated, parts);
    }

    StatusCell with(@Nullable Link step) {
        return new StatusCell(state, tag, percent, note, step, after, updated, parts);
    }

    StatusCell then(String rest) {
        return new StatusCell(state, tag, percent, note, link, rest, updated, parts);
    }

    StatusCell updated(@Nullable Instant time) {
        return new StatusCell(state, tag, percent, note, link, after, time, parts);
    }

    StatusCell parts(List<PartProgress> progress) {
        return new StatusCell(state, tag, percent, note, link, after, updated, progress);
    }
}
