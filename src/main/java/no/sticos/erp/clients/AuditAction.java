package no.sticos.erp.clients;

import java.util.Locale;

/** What the audit trail tells of; one list for all rooms, so that the page knows every word. */
public enum AuditAction {
    /** A person signed in to the portal. */
    SIGNED_IN,
    /** A person signed out of the portal. */
    SIGNED_OUT,
    /** A firm got an integration. */
    INTEGRATION_CREATED,
    /** An integration was asked to be removed with all that is in it. */
    INTEGRATION_REMOVED,
    /** A company was connected; refused when the consent led nowhere. */
    CLIENT_CONNECTED,
    /** A connected company's consent was given anew. */
    GRANT_RENEWED,
    /** A person asked somebody outside the firm for a consent. */
    INVITED,
    /** Somebody outside the firm gave that consent. */
    INVITATION_USED,
    /** A consent came to its end. */
    GRANT_ENDED,
    /** A client was switched on. */
    CLIENT_ACTIVATED,
    /** A client was switched off. */
    CLIENT_DEACTIVATED,
    /** A client's identity was read again from its accounting system. */
    IDENTITY_RENEWED,
    /** A person asked for a fetch. */
    SYNC_REQUESTED,
    /** A person changed when a client, or all of a firm's, is fetched. */
    SCHEDULE_CHANGED,
    /** A person asked for a round over all of a firm's clients. */
    BULK_STARTED,
    /** A person paused such a round. */
    BULK_PAUSED,
    /** A person let such a round go on. */
    BULK_RESUMED,
    /** A person ended such a round before it was through. */
    BULK_STOPPED,
    /** A person accepted a generation that was held back. */
    GENERATION_ACCEPTED,
    /** A person said why voucher numbers are missing. */
    GAP_EXPLAINED,
    /** A person said who answers for a client. */
    RESPONSIBLE_CHANGED,
    /** A client's figures were asked to be removed. */
    FIGURES_REMOVED,
    /** A client was asked to be removed. */
    CLIENT_REMOVED,
    /** What was asked to be removed was kept after all. */
    REMOVAL_UNDONE,
    /** A person made a key for the firm's own programs. */
    API_KEY_CREATED,
    /** A person revoked such a key. */
    API_KEY_REVOKED,
    /** Several clients were switched on by one word; each has its own line too, as with those below. */
    MANY_ACTIVATED,
    /** A fetch was asked for of several clients by one word. */
    MANY_REQUESTED,
    /** Several clients were switched off by one word. */
    MANY_DEACTIVATED,
    /** Several clients' figures were asked to be removed by one word. */
    MANY_FIGURES_REMOVED,
    /** Several clients were asked to be removed by one word. */
    MANY_REMOVED;

    /** The name in the table and in message keys: {@code client_activated}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
