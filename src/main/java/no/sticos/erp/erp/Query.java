package no.sticos.erp.erp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which list to read, and how much of it.
 *
 * @param resource what
 * @param scope the fiscal year's id for accounts and vouchers, an ISO date for account balances, {@code <bank
 *     account's id>/unmatched} or {@code …/matched} for bank transactions, else empty; empty for vouchers
 *     means all years
 * @param changedSince only what was changed at this time or later; null for all
 * @param fromNumber only what has this number or a higher one, in the order of the numbers; null for all. For
 *     vouchers only: no voucher changes its number, so that a list read on from the last number cannot shift
 * @param countOnly whether only the total is wanted: the page has one document at most
 */
public record Query(
        Resource resource, String scope, @Nullable Instant changedSince, @Nullable Long fromNumber, boolean countOnly) {
    /** All documents of a resource that has no scopes. */
    public static Query all(Resource resource) {
        return within(resource, "");
    }

    /** All documents of a resource within a scope. */
    public static Query within(Resource resource, String scope) {
        return new Query(resource, scope, null, null, false);
    }

    /** What of it was changed at this time or later. */
    public Query since(Instant time) {
        return new Query(resource, scope, time, fromNumber, countOnly);
    }

    /** What of it has this number or a higher one. */
    public Query from(long number) {
        return new Query(resource, scope, changedSince, number, countOnly);
    }

    /** How many there are of it. */
    public Query count() {
        return new Query(resource, scope, changedSince, fromNumber, true);
    }
}
