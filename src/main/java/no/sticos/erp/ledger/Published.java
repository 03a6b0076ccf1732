package no.sticos.erp.ledger;

/**
 * What came of publishing.
 *
 * @param gen the generation that readers see now
 * @param changed false when nothing had changed: no generation was made, only the time of verification moved
 * @param verdict what the proof says of it
 */
public record Published(int gen, boolean changed, Verdict verdict) {}
