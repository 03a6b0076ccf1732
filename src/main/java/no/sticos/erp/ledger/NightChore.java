package no.sticos.erp.ledger;

/** What is done to each client at night. */
public enum NightChore {
    /** Its stored versions are compared with their hashes and seals. */
    INTEGRITY,
    /** A few of its vouchers are read again. */
    SPOT,
    /** Generations that need not be kept are removed. */
    PRUNING
}
