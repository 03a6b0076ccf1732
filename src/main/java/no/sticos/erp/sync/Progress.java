package no.sticos.erp.sync;

import java.time.Duration;
import java.util.List;
import no.sticos.erp.ledger.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Turns a run's counters into one percentage.
 *
 * <p>It goes back a little when a further list begins, since only then its length is known.
 */
final class Progress {
    /** 100 is for what is published, and then there is no bar any more. */
    private static final int MOST = 99;

    private Progress() {}

    /** Settings are the first tenth of a first load, this year's vouchers the next four, the rest the second half. */
    static int percent(Stage stage, List<ClientView.Part> parts) {
        int done = ofStage(parts);
        return switch (stage) {
            case SETTINGS -> done / 10;
            case CURRENT -> 10 + done * 40 / 100;
            case REST -> Math.min(MOST, 50 + done / 2);
            case ALL, CHANGES -> Math.min(MOST, done);
            case REMOVAL -> 0;
        };
    }

    /**
     * What is left at the pace so far; null while that is nothing to go by. Only the last stage knows its end, and
     * only once its last list has told its length; below a tenth and two pages the pace is a guess.
     */
    static @Nullable Duration left(Stage stage, List<ClientView.Part> parts, long pages, Duration readingFor) {
        long documents = parts.stream().mapToLong(ClientView.Part::documents).sum();
        long expected = parts.stream().mapToLong(ClientView.Part::expected).sum();
        boolean last = stage == Stage.REST || stage == Stage.ALL;
        boolean begun = documents > 0 && (pages >= 2 || documents * 10 >= expected);
        return last && begun
                ? readingFor.multipliedBy(Math.max(0, expected - documents)).dividedBy(documents)
                : null;
    }

    private static int ofStage(List<ClientView.Part> parts) {
        long expected = 0;
        long documents = 0;
        for (var part : parts) {
            expected += part.expected();
            documents += Math.min(part.documents(), part.expected());
        }
        return expected == 0 ? 0 : (int) (documents * 100 / expected);
    }
}
