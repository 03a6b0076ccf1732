package no.sticos.erp.erp;

/**
 * A document that could not be read, set aside so that the others go on.
 *
 * @param resource what it was listed as
 * @param scope the scope of the query that listed it; empty for a list over all scopes
 * @param key its identity if that could be read, else an empty text
 * @param reason one of the adapter's fixed words, fit for a log: {@code missing VoucherDate}
 * @param raw the document's own text, cut at 16 384 characters; ledger text, never for logs
 */
public record Unreadable(Resource resource, String scope, String key, String reason, String raw) {
    private static final int RAW_LIMIT = 16_384;

    /** Cuts the raw text at its bound. */
    public Unreadable {
        raw = raw.length() > RAW_LIMIT ? raw.substring(0, RAW_LIMIT) : raw;
    }
}
