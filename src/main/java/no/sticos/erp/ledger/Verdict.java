package no.sticos.erp.ledger;

/** What the proof says of a generation, as a whole. */
public enum Verdict {
    /** Everything that could be wrong was checked and is right: «Stemmer». */
    OK,
    /** Our books and Visma's figures differ: «Avvik». */
    DEVIATION,
    /** The figures to prove against are missing, or the books moved all the time: «Ukjent». */
    UNKNOWN
}
