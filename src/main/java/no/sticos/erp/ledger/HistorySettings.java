package no.sticos.erp.ledger;

/**
 * How long generations are kept.
 *
 * @param years the books as of any time within so many years can be read; 0 keeps the current generation only
 * @param batch most documents that one transaction of pruning looks at
 */
public record HistorySettings(int years, int batch) {
    /** Refuses what is no retention. */
    public HistorySettings {
        if (years < 0 || years > 100 || batch < 1) {
            throw new IllegalArgumentException("generations are kept for 0 to 100 years");
        }
    }

    /** Batches of 500, some tens of milliseconds each. */
    public static HistorySettings of(int years) {
        return new HistorySettings(years, 500);
    }
}
