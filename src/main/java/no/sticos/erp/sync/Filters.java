package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.time.Instant;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * Which filters the accounting system's lists serve: none of them is documented, so each is tried once and the
 * finding kept for all clients (facts.md §2.3: «a client should probe once per endpoint»).
 *
 * <p>A list serves the filter on change stamps if nothing comes of a time that is far ahead, and something of one
 * that is long past: it must hold back, and it must move. Of an empty list nothing can be told. A finding is
 * believed for a week. Lists read on by number show on their way whether they serve that; see {@link Walk}.
 */
final class Filters {
    private static final Duration HOLDS = Duration.ofDays(7);
    private static final Instant LONG_PAST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant FAR_AHEAD = Instant.parse("2099-01-01T00:00:00Z");
    private static final Sql FIND = Sql.of(Filters.class, "find-filter");
    private static final Sql NOTE = Sql.of(Filters.class, "note-filter");

    private final Database database;
    private final ErpSource source;

    Filters(Database database, ErpSource source) {
        this.database = database;
        this.source = source;
    }

    /** By what a list is filtered. */
    enum Filter {
        /** When a document last changed. */
        STAMP,
        /** The voucher's number. */
        NUMBER
    }

    /** What a list makes of a filter. */
    enum Finding {
        /** It gives what was asked for. */
        SERVED,
        /** It gives something else. */
        IGNORED,
        /** It refuses the question. */
        REJECTED
    }

    /** Whether the resource's list of all can be asked for changes; finds it out if nobody knows. */
    Single<Boolean> servesStamps(Lease lease, Resource resource) {
        return find(resource, Filter.STAMP)
                .switchIfEmpty(Maybe.defer(() -> probe(lease, resource)))
                .map(finding -> finding == Finding.SERVED)
                .defaultIfEmpty(false);
    }

    /** Whether the resource's lists can be read on by number, as far as is known. */
    Single<Boolean> servesNumbers(Resource resource) {
        return resource == Resource.VOUCHERS
                ? find(resource, Filter.NUMBER)
                        .map(finding -> finding == Finding.SERVED)
                        .defaultIfEmpty(true)
                : Single.just(false);
    }

    /** Keeps a finding. */
    Completable note(Resource resource, Filter filter, Finding finding) {
        return database.often(tx -> tx.run(NOTE, resource.id(), filter.name(), finding.name())
                        .toSingleDefault(true))
                .ignoreElement();
    }

    private Maybe<Finding> find(Resource resource, Filter filter) {
        return database.often(tx -> tx.list(
                        FIND, row -> Finding.valueOf(row.getString("finding")), resource.id(), filter.name(), (double)
                                HOLDS.toSeconds()))
                .flatMapMaybe(found -> found.isEmpty() ? Maybe.empty() : Maybe.just(found.get(0)));
    }

    private Maybe<Finding> probe(Lease lease, Resource resource) {
        var ahead = count(lease, resource, FAR_AHEAD);
        var past = count(lease, resource, LONG_PAST);
        return ahead.flatMapMaybe(later -> past.flatMapMaybe(all -> judge(later, all)))
                .onErrorResumeNext(
                        error -> Fault.is(error, Cause.OUR_REQUEST) ? Maybe.just(Finding.REJECTED) : Maybe.error(error))
                .flatMap(finding -> note(resource, Filter.STAMP, finding).andThen(Maybe.just(finding)));
    }

    private static Maybe<Finding> judge(int later, int all) {
        if (later > 0) {
            return Maybe.just(Finding.IGNORED);
        }
        return all > 0 ? Maybe.just(Finding.SERVED) : Maybe.empty();
    }

    private Single<Integer> count(Lease lease, Resource resource, Instant since) {
        return source.page(lease.client(), Query.all(resource).since(since).count(), 1)
                .map(page -> page.total());
    }
}
