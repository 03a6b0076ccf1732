package no.sticos.erp.events;

import java.util.Locale;

/** What an event tells of. */
public enum EventKind {
    /** A generation was published. */
    GENERATION,
    /** The books were read again and are as published. */
    HEARTBEAT,
    /** A published generation changed something in a locked period, or a lock moved back. Comes after its generation. */
    PERIOD_CHANGED,
    /** The client was switched on; its generation is 0, as with all that tell of the client itself. */
    ACTIVATED,
    /** The client was switched off. */
    DEACTIVATED,
    /** The client's consent is accepted no more. */
    NEEDS_SIGN_IN,
    /** The client's books were removed from the gateway, the client stays; its generation is 0. */
    BOOKS_REMOVED,
    /** The client was removed from the gateway; its generation is 0. */
    REMOVED;

    /** The name in the table. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventKind of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
