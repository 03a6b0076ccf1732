package no.sticos.erp.sync;

/** What asked for a run; in order of priority. */
public enum Trigger {
    /** A person pressed a button. */
    CLICK,
    /** The client's own schedule. */
    SCHEDULE,
    /** The nightly round over everybody. */
    BULK
}
