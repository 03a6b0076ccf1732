package no.sticos.erp.kernel;

import java.util.Arrays;

/**
 * Why something could not be done, in the words of the portal's table of causes.
 *
 * <p>Each cause has one {@link Kind}: the kind decides what the program does (wait, stop, isolate), the
 * cause decides which text a person reads ({@code cause.<key>} in {@code messages_nb.properties}). A new
 * cause is one line here and one text there; a test holds the two together.
 */
public enum Cause {
    /** The token endpoint answered {@code invalid_grant} (facts.md §1.7). */
    GRANT_ENDED("grantEnded", Kind.RECONNECT),
    /** 401 / 4005 after one refresh (facts.md §1.7). */
    TOKEN_REFUSED("tokenRefused", Kind.RECONNECT),
    /** 4011: the consenting user may no longer enter the company. */
    USER_LOST_ACCESS("userLostAccess", Kind.RECONNECT),
    /** 4007: the consenting user lacks permissions in the company. */
    USER_LACKS_RIGHT("userLacksRight", Kind.RECONNECT),
    /** 4006: the consent lacks a scope. Arguments: the id of what is missing for it, and the scope. */
    SCOPE_MISSING("scopeMissing", Kind.REFUSED),
    /** 4009: the company's variant has no such resource; shown as «Ikke i bruk», never as an error. */
    VARIANT_LACKS("variantLacks", Kind.REFUSED),
    /** 4002 while connecting: no access to eAccounting, most often a default company (facts.md §1.5). */
    MODULE_OFF("moduleOff", Kind.REFUSED),
    /** 4002 in a run: access to eAccounting was taken away after connecting. */
    MODULE_OFF_LATER("moduleOffLater", Kind.REFUSED),
    /** 4003: the start-up guide of the company is not finished. */
    GUIDE_NOT_DONE("guideNotDone", Kind.REFUSED),
    /** 4004: the company is not active. */
    COMPANY_CLOSED("companyClosed", Kind.REFUSED),
    /** 4012: the licence agreement is not accepted. */
    LICENCE("licence", Kind.REFUSED),
    /** 4034: a sandbox OAuth client met a live company. */
    SANDBOX_CLIENT("sandboxClient", Kind.REFUSED),
    /** 429 / 4010: the request quota is used up; carries how long to wait (facts.md §3.1). */
    RATE_LIMIT("rateLimit", Kind.LATER),
    /** 5xx or an HTML page in its place: Visma is down or under maintenance (facts.md §3.4). */
    VISMA_DOWN("vismaDown", Kind.LATER),
    /** No answer: time-out, DNS, TLS, a cut connection. */
    NO_CONTACT("noContact", Kind.LATER),
    /** An answer that cannot be read: HTML with 200, broken JSON, missing {@code Meta}. */
    NOT_UNDERSTOOD("notUnderstood", Kind.BROKEN),
    /** 2000, 6000, 6001: Visma did not accept our question. */
    OUR_REQUEST("ourRequest", Kind.BROKEN),
    /** 3001: the fiscal year is gone. */
    YEAR_GONE("yearGone", Kind.REFUSED),
    /** 3000, 3002 or 404: the thing asked for is not there. */
    NOT_FOUND_AT_VISMA("notFound", Kind.REFUSED),
    /** Totals differ after a pass, each time it was tried. */
    DRIFT("drift", Kind.BROKEN),
    /** A generation would lose so many vouchers that a person has to look first. Argument: how many. */
    SHRUNK("shrunk", Kind.REFUSED),
    /** The company has neither an orgnr nor a personal number. */
    NO_ID("noId", Kind.BAD_INPUT),
    /** The company's orgnr fails the check digit or the form. */
    BAD_ORGNR("badOrgnr", Kind.BAD_INPUT),
    /** Another active client of the firm has the same orgnr. Argument: that client's name. */
    DUPLICATE("duplicate", Kind.BAD_INPUT),
    /** The database refused an activation that came a moment too late. */
    LOST_RACE("lostRace", Kind.BAD_INPUT),
    /** The person pressed «No, Do Not Allow». */
    CANCELLED("cancelled", Kind.BAD_INPUT),
    /** The sign-in flow's state is unknown, used or too old. */
    FLOW_OLD("flowOld", Kind.BAD_INPUT),
    /** The code could not be exchanged for tokens. */
    EXCHANGE_FAILED("exchangeFailed", Kind.LATER),
    /** The person chose another company than the one to be signed in again. Arguments: wanted, chosen. */
    WRONG_COMPANY("wrongCompany", Kind.BAD_INPUT),
    /** The same was asked for too often within too short a time. */
    TOO_OFTEN("tooOften", Kind.LATER),
    /** The portal's own sign-in answered something that does not pass its checks. */
    SIGN_IN_REFUSED("signInRefused", Kind.BAD_INPUT),
    /** The person's session is over. */
    SIGNED_OUT("signedOut", Kind.BAD_INPUT),
    /** The person lacks the right to do this. */
    NOT_ALLOWED("notAllowed", Kind.BAD_INPUT),
    /** No such thing, or another firm's: the same answer for both. */
    NOT_FOUND("notFoundHere", Kind.BAD_INPUT),
    /** A form or address held something impossible. Argument: which field. */
    INVALID_INPUT("invalidInput", Kind.BAD_INPUT),
    /** A product's lock date lies in no fiscal year. Arguments: the date, the years' first and last day (ISO-8601). */
    LOCK_OUTSIDE_YEARS("lockOutsideYears", Kind.BAD_INPUT),
    /** A unique index refused a row. Argument: the constraint's name. */
    ALREADY_EXISTS("alreadyExists", Kind.BAD_INPUT),
    /** The database is away, overloaded, or asked us to try the transaction again. */
    DATABASE_AWAY("databaseAway", Kind.LATER),
    /** Another worker has taken the run over; what this one had in hand was not written. */
    FENCED("fenced", Kind.BROKEN),
    /** Each node that took the run went down before it got any further. Argument: how many did. */
    NODE_LOST("nodeLost", Kind.BROKEN),
    /** Visma did not answer when it was asked to end a consent of a client that is removed. */
    REVOKE_FAILED("revokeFailed", Kind.LATER),
    /** The client, or its system, will be removed soon. Arguments: its name, when (an ISO-8601 instant). */
    REMOVAL_WAITING("removalWaiting", Kind.BAD_INPUT),
    /** The client, or its system, is being removed. Argument: its name. */
    REMOVAL_RUNNING("removalRunning", Kind.BAD_INPUT),
    /** A removal can no longer be undone. */
    REMOVAL_STARTED("removalStarted", Kind.BAD_INPUT),
    /** A note says nothing, or more than there is room for. Argument: the most characters. */
    NOTE_LENGTH("noteLength", Kind.BAD_INPUT),
    /** The gap in the voucher numbers that a note was meant for is not there, or not any more. */
    GAP_GONE("gapGone", Kind.BAD_INPUT),
    /** A product did not acknowledge in time. */
    PRODUCT_SILENT("productSilent", Kind.LATER),
    /** Stored versions are not what was stored. Argument: the reference of the line in the log. */
    ROWS_ALTERED("rowsAltered", Kind.BROKEN),
    /** The generation, or the books as of the time asked for, are no longer kept; the argument, which, is for the log. */
    GENERATION_PRUNED("generationPruned", Kind.BAD_INPUT),
    /** More clients were chosen than one word is good for. Argument: how many that is at most. */
    TOO_MANY("tooMany", Kind.BAD_INPUT),
    /** The client is switched off, so that nothing is fetched of it. Argument: its name. */
    CLIENT_OFF("clientOff", Kind.BAD_INPUT),
    /** A program came without a key, or with one that is unknown, expired or revoked. */
    API_KEY_REFUSED("apiKeyRefused", Kind.BAD_INPUT),
    /** A program's key does not open this. Argument: the scope that would. */
    API_SCOPE_MISSING("apiScopeMissing", Kind.BAD_INPUT),
    /** The firm has as many keys as it may. Argument: how many that is. */
    API_KEYS_FULL("apiKeysFull", Kind.BAD_INPUT),
    /** There is such an address, but this cannot be done with it. Argument: what can. */
    METHOD_NOT_ALLOWED("methodNotAllowed", Kind.BAD_INPUT),
    /** A program wants another form of answer than JSON. */
    NOT_ACCEPTABLE("notAcceptable", Kind.BAD_INPUT),
    /** A program sent something else than JSON. */
    NOT_JSON("notJson", Kind.BAD_INPUT),
    /** A program sent more than there is room for. */
    TOO_LARGE("tooLarge", Kind.BAD_INPUT),
    /** A mistake of ours: logged with its stack under a reference. */
    BUG("bug", Kind.BROKEN);

    /** What is to be done about a fault, whatever its words. */
    public enum Kind {
        /** It will pass: wait and try again, within a bound. */
        LATER,
        /** The consent is gone: stop until a person signs in again. */
        RECONNECT,
        /** Visma says no for good: go on without it, or stop if nothing can be done without it. */
        REFUSED,
        /** An answer or a rule is broken: isolate it, never guess. */
        BROKEN,
        /** A person asked for something impossible: tell them, change nothing. */
        BAD_INPUT
    }

    private final String key;
    private final Kind kind;

    Cause(String key, Kind kind) {
        this.key = key;
        this.kind = kind;
    }

    /** The cause with this key; refuses an unknown one. */
    public static Cause of(String key) {
        return Arrays.stream(values())
                .filter(cause -> cause.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cause " + key));
    }

    /** The last part of the message key {@code cause.<key>}. */
    public String key() {
        return key;
    }

    /** What to do about it. */
    public Kind kind() {
        return kind;
    }
}
