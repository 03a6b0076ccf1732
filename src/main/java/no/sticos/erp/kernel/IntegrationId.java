package no.sticos.erp.kernel;

/**
 * Our number for a firm's connection to one accounting system: given by the database, never used again.
 *
 * @param value positive
 */
public record IntegrationId(long value) {
    /** Refuses what the database never gives. */
    public IntegrationId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
