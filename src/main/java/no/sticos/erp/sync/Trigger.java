package no.sticos.erp.sync;

/** What asked for a run; in order of priority. */
public enum Trigger {
    /** A person pressed a button. */
    CLICK,
    /** The client's own schedule. */
    SCHEDULE,
    /** A round over everybody, of a firm or of all. */
    BULK;

    /** What is read if nothing else is said: a person who presses a button gets everything. */
    Reading reading() {
        return this == SCHEDULE ? Reading.CHANGES : Reading.WHOLE;
    }
}
