package no.sticos.erp.ledger;

import java.util.Optional;

/**
 * How much of a client's books a run sets out to read.
 *
 * <p>A first load is the first three in a row, each published on its own, so that a client is of use within
 * seconds; a person sees them as one fetch.
 */
public enum Stage {
    /** Settings, fiscal years, accounts and balances. */
    SETTINGS,
    /** What is open now: this fiscal year's vouchers. */
    CURRENT,
    /** All other fiscal years; the books are whole afterwards. */
    REST,
    /** Everything, for a client whose books are whole already. */
    ALL,
    /** What has changed since the last time, for a client whose books are whole already. */
    CHANGES,
    /** Nothing: what was read is removed. */
    REMOVAL;

    /** The stage that follows in a first load; empty when the books are whole. */
    public Optional<Stage> next() {
        return switch (this) {
            case SETTINGS -> Optional.of(CURRENT);
            case CURRENT -> Optional.of(REST);
            case REST, ALL, CHANGES, REMOVAL -> Optional.empty();
        };
    }

    /** The stage to read for a client whose newest generation was published by {@code last}. */
    public static Stage after(Optional<Stage> last) {
        return last.map(stage -> stage.next().orElse(ALL)).orElse(SETTINGS);
    }
}
