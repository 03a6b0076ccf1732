package no.sticos.erp.web;

/** What a client's row says: exactly one of these, decided by the server, in order of precedence. */
public enum ClientState {
    /** Will be removed soon; can be undone until then. */
    DELETING,
    /** Cannot be switched on: another active client has its orgnr, or it has none. */
    BLOCKED,
    /** Switched off by a person; figures are kept. */
    INACTIVE,
    /** Never switched on. */
    NEVER,
    /** Visma no longer accepts the consent. */
    NEEDS_LOGIN,
    /** A run is reading. */
    RUNNING,
    /** A run waits for Visma's quota. */
    WAITING,
    /** A run waits for its turn. */
    QUEUED,
    /** A generation would shrink too much and waits for a person. */
    HELD,
    /** The last run failed; the figures before it stand. */
    FAILED,
    /** The last run lacks a part. */
    PARTIAL,
    /** Whole, but differs from Visma's own figures. */
    DEVIATION,
    /** Whole, but could not be compared. */
    UNKNOWN,
    /** Whole, and equal to Visma's own figures. */
    OK
}
