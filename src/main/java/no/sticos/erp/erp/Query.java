package no.sticos.erp.erp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which list to read.
 *
 * @param resource what
 * @param scope the fiscal year's id for accounts and vouchers, an ISO date for account balances, {@code <bank
 *     account's id>/unmatched} or {@code …/matched} for bank transactions, else empty; empty for vouchers
 *     means all years
 * @param changedSince only what was changed at this time or later; null for all
 */
public record Query(Resource resource, String scope, @Nullable Instant changedSince) {
    /** All documents of a resource that has no scopes. */
    public static Query all(Resource resource) {
        return new Query(resource, "", null);
    }

    /** All documents of a resource within a scope. */
    public static Query within(Resource resource, String scope) {
        return new Query(resource, scope, null);
    }
}
