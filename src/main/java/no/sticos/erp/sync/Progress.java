package no.sticos.erp.sync;

import java.util.List;
import no.sticos.erp.ledger.Stage;

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
            case ALL -> Math.min(MOST, done);
            case REMOVAL -> 0;
        };
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
