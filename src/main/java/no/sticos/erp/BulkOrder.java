package no.sticos.erp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import no.sticos.erp.sync.Reading;

/**
 * What an operator wants of {@code bulk}.
 *
 * @param action what to do
 * @param firm the firm's id in the sign-in; empty: all firms
 * @param reading how much is read of each client
 */
record BulkOrder(Action action, Optional<String> firm, Reading reading) {
    private static final String USAGE =
            "bulk [start|resume|pause|stop|status] [--firm=<id>] [--whole] [--dry-run]; start is usual";
    private static final String FIRM = "--firm=";

    /** What can be done. */
    enum Action {
        /** Begins a round, or goes on with the one that is open. */
        START,
        /** Goes on with one that was paused. */
        RESUME,
        /** Puts no more clients into the queue for now. */
        PAUSE,
        /** Ends the round here. */
        STOP,
        /** Shows the newest round. */
        STATUS,
        /** Tells what a round would take, and changes nothing. */
        DRY_RUN
    }

    /** Reads the words after the command; refuses what it does not know. */
    static BulkOrder read(List<String> words) {
        var action = words.stream()
                .filter(word -> !word.startsWith("--"))
                .map(BulkOrder::action)
                .reduce(BulkOrder::oneOf)
                .orElse(Action.START);
        words.stream().filter(word -> word.startsWith("--")).forEach(BulkOrder::requireKnown);
        return new BulkOrder(
                words.contains("--dry-run") ? Action.DRY_RUN : action,
                words.stream()
                        .filter(word -> word.startsWith(FIRM))
                        .map(word -> word.substring(FIRM.length()))
                        .findFirst(),
                words.contains("--whole") ? Reading.WHOLE : Reading.CHANGES);
    }

    private static Action action(String word) {
        return Stream.of(Action.values())
                .filter(each -> each != Action.DRY_RUN
                        && each.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> refused(word));
    }

    private static void requireKnown(String option) {
        if (!option.equals("--whole") && !option.equals("--dry-run") && !option.startsWith(FIRM)) {
            throw refused(option);
        }
    }

    private static Action oneOf(Action one, Action other) {
        throw refused(one + " and " + other);
    }

    private static IllegalArgumentException refused(String word) {
        return new IllegalArgumentException("what is «" + word + "»? " + USAGE);
    }
}
