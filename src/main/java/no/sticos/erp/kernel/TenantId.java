package no.sticos.erp.kernel;

/**
 * Our number for an accounting firm: given by the database, never used again.
 *
 * @param value positive
 */
public record TenantId(long value) {
    /** Refuses what the database never gives. */
    public TenantId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
