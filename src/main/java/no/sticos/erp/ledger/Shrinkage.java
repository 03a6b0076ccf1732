package no.sticos.erp.ledger;

/**
 * How much smaller a generation would be than the one that readers see.
 *
 * @param gone vouchers that readers see and that are gone
 * @param shown vouchers that readers see
 * @param accepted how many gone a person has accepted
 */
public record Shrinkage(long gone, long shown, long accepted) {
    /** Fewer than this are a day's work of a person. */
    private static final int FEW = 10;

    private static final int LARGE_SHARE_PERCENT = 5;

    /** Whether a person has to look at it first. */
    public boolean needsAcceptance() {
        return gone >= FEW && gone * 100 > shown * LARGE_SHARE_PERCENT && gone > accepted;
    }
}
