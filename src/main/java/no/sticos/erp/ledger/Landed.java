package no.sticos.erp.ledger;

/**
 * What a page became.
 *
 * @param step pages of the resource written now
 * @param documents documents in the page, changed or not
 * @param changed documents that differed from what was stored
 * @param isolated documents set aside as unreadable
 */
public record Landed(int step, int documents, int changed, int isolated) {}
