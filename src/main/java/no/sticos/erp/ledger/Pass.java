package no.sticos.erp.ledger;

/**
 * How a whole pass over a resource ended.
 *
 * @param stood whether the list stood still, so that all that is in it was seen
 * @param passes how many there were in this run
 * @param closed versions of documents that have vanished; none unless it stood still
 */
public record Pass(boolean stood, int passes, int closed) {}
