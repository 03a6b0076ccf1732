package no.sticos.erp.ledger;

/**
 * What a run has changed so far.
 *
 * @param anything whether any document was opened or closed
 * @param books whether among them is one that the proof stands on
 * @param vouchers how many vouchers the generation has now
 */
public record Touched(boolean anything, boolean books, long vouchers) {}
