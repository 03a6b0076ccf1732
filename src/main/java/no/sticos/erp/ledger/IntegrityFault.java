package no.sticos.erp.ledger;

/**
 * Something stored that is not what was stored.
 *
 * @param resource what kind of document; as the table has it, which may itself be what is wrong
 * @param gen the generation that opened the version; of a set, the one that opened and closed its members
 * @param doc the version's ordinal in it; -1 for a set
 * @param kind how it was noticed
 */
public record IntegrityFault(String resource, int gen, int doc, Kind kind) {
    /** How it was noticed. */
    public enum Kind {
        /** A version's hash, made anew, is another one; or the version stands where none can. */
        CONTENT,
        /** Rows without their voucher. */
        ORPHAN,
        /** Versions of a generation are missing, or more, or other, than when it was published. */
        SET
    }

    static IntegrityFault set(String resource, int gen) {
        return new IntegrityFault(resource, gen, -1, Kind.SET);
    }
}
