package no.sticos.erp.sync;

import java.util.Optional;
import no.sticos.erp.ledger.Stage;

/** How much is read of a client whose books are whole; until they are, a first load goes on at its next stage. */
public enum Reading {
    /** What has changed since the last time, and how many there are of each: a deletion shows in the counts. */
    CHANGES,
    /** Everything: a full reconciliation. */
    WHOLE;

    /** The stage to read for a client whose newest generation was published by {@code last}. */
    public Stage after(Optional<Stage> last) {
        var next = Stage.after(last);
        return next == Stage.ALL && this == CHANGES ? Stage.CHANGES : next;
    }
}
