package no.sticos.erp.kernel;

/**
 * Our number for a run: given by the database, never used again.
 *
 * @param value positive
 */
public record RunId(long value) {
    /** Refuses what the database never gives. */
    public RunId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
