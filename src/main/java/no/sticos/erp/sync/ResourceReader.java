package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Paging;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Checkpoints;
import no.sticos.erp.ledger.KnownPages;
import no.sticos.erp.ledger.Landed;
import no.sticos.erp.ledger.Landing;
import no.sticos.erp.ledger.PageWriter;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.sync.PagesInFlight.Held;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a resource scope by scope and lands its pages in order, from wherever the checkpoint stands.
 *
 * <p>Pages of vouchers, which are read by themselves, are fetched one ahead of the writer, so that at most three are read
 * and not written; of other lists, which are read side by side, each has one; over all readers of the node no more are
 * read than {@link PagesInFlight} has room for. Each subscription goes on from the stored
 * checkpoint; the result is how many documents differed.
 */
final class ResourceReader {
    private static final Logger log = LoggerFactory.getLogger(ResourceReader.class);

    private static final int MOST_ROUNDS = 3;

    private final ErpSource source;
    private final PageWriter writer;
    private final Checkpoints checkpoints;
    private final KnownPages known;
    private final RightOfWay way;
    private final PagesInFlight inFlight;
    private final Watch watch;

    /** {@code way} and {@code inFlight} are all readers' of the node; {@code watch} is told of each page that is landed. */
    ResourceReader(
            ErpSource source,
            PageWriter writer,
            Checkpoints checkpoints,
            KnownPages known,
            RightOfWay way,
            PagesInFlight inFlight,
            Watch watch) {
        this.source = source;
        this.writer = writer;
        this.checkpoints = checkpoints;
        this.known = known;
        this.way = way;
        this.inFlight = inFlight;
        this.watch = watch;
    }

    /**
     * Reads what is left of the resource; nothing if it is complete.
     *
     * @param byNumber whether to read its lists on from the last number; fails with {@code OUR_REQUEST} if they
     *     are not in that order
     */
    Single<Integer> read(Lease lease, Resource resource, List<String> scopes, boolean byNumber) {
        if (resource != Resource.VOUCHERS || lease.stage() != Stage.ALL) {
            var recall = resource == Resource.VOUCHERS ? Recall.FRESH : Recall.NOTHING;
            return read(lease, resource, scopes, byNumber, recall);
        }
        return known.of(lease.client())
                .flatMap(pages -> read(lease, resource, scopes, byNumber, recall(pages, byNumber)))
                // Something is known of a page and is not what is stored: what is left is read.
                .onErrorResumeNext(error -> Fault.is(error, Cause.DRIFT)
                        ? read(lease, resource, scopes, byNumber, Recall.FRESH)
                        : Single.error(error));
    }

    /** The first question is the same for a list that is read by page; what was kept then does not tell how it lies here. */
    private static Recall recall(Map<String, KnownPage> pages, boolean byNumber) {
        return request -> {
            var page = pages.get(request);
            return page == null || page.place().isEmpty() == byNumber ? null : page;
        };
    }

    private Single<Integer> read(Lease lease, Resource resource, List<String> scopes, boolean byNumber, Recall recall) {
        return checkpoints
                .open(lease.client(), lease.fence(), resource)
                .flatMap(from ->
                        from.complete() ? Single.just(0) : readFrom(new Walk(lease, from, scopes, byNumber, recall)));
    }

    /**
     * Reads what was changed since a time, over all scopes; the checkpoint's place and totals stay. A list of
     * several pages is read again until it brings nothing new, within a bound: pages of it may have shifted.
     */
    Single<Integer> readChanges(Lease lease, Resource resource, Instant since) {
        return readChanges(lease, Query.all(resource).since(since), 1);
    }

    private Single<Integer> readChanges(Lease lease, Query query, int round) {
        return Single.using(inFlight::held, held -> readChangesOnce(lease, query, held), Held::close)
                .flatMap(read -> read.pages() > 1 && read.documents() > 0 && round < MOST_ROUNDS
                        ? readChanges(lease, query, round + 1).map(more -> read.documents() + more)
                        : Single.just(read.documents()));
    }

    private Single<Changes> readChangesOnce(Lease lease, Query query, Held held) {
        return checkpoints.open(lease.client(), lease.fence(), query.resource()).flatMap(from -> {
            var walk = new Walk(lease, from, List.of());
            return Paging.byNumber(1, number -> fetch(walk, held, query, number))
                    .doOnNext(page -> refuseUnasked(query, page))
                    .concatMapSingle(page -> land(walk, held, walk.landChanged(page)), 1)
                    .reduce(Changes.NONE, (read, landed) -> read.and(landed.changed()));
        });
    }

    /** A filtered list is a part of the whole one, or the filter is not served. */
    private static void refuseUnasked(Query query, Page page) {
        var since = query.changedSince();
        boolean unasked = page.documents().stream()
                .map(Document::changedAt)
                .anyMatch(changed -> since != null && (changed == null || changed.isBefore(since)));
        if (unasked) {
            throw Fault.of(Cause.OUR_REQUEST, "older than asked for");
        }
    }

    /** Asks how many documents the scopes have, notes the answer and gives it. */
    Single<Integer> recount(Lease lease, Resource resource, List<String> scopes) {
        return count(lease, resource, scopes).flatMap(total -> checkpoints
                .open(lease.client(), lease.fence(), resource)
                .flatMap(from -> writer.write(new Walk(lease, from, scopes).landTotal(total)))
                .map(landed -> total));
    }

    private Single<Integer> count(Lease lease, Resource resource, List<String> scopes) {
        return Flowable.fromIterable(scopes)
                .concatMapSingle(
                        scope -> source.page(
                                lease.client(), Query.within(resource, scope).count(), 1),
                        1)
                .reduce(0, (sum, page) -> sum + page.total());
    }

    private Single<Integer> readFrom(Walk walk) {
        return Single.using(inFlight::held, held -> readFrom(walk, held), Held::close);
    }

    private Single<Integer> readFrom(Walk walk, Held held) {
        return pages(walk, held)
                // A page that cannot be fetched does not stop the one before it on its way into the database.
                .concatMapSingleDelayError(page -> land(walk, held, walk.land(page)), false, 1)
                .reduce(0, (changed, landed) -> changed + landed.changed())
                .doOnSuccess(changed ->
                        walk.lease().on(log.atDebug()).log("the run has read {}: {}", walk.resource(), walk.meter()));
    }

    private Single<Page> fetch(Walk walk, Held held, Query query, int number) {
        return Completable.defer(walk::room)
                .andThen(way.passed(walk.lease()))
                .andThen(Single.defer(() -> source.page(walk.client(), query, number, walk.recall(), held::within)))
                .doOnSuccess(walk::read);
    }

    private Single<Landed> land(Walk walk, Held held, Landing landing) {
        return Single.defer(() -> {
            long began = System.nanoTime();
            return writer.write(landing)
                    .doOnSuccess(landed -> held.landed())
                    .doOnSuccess(landed -> landed(walk, landed, began));
        });
    }

    private void landed(Walk walk, Landed landed, long began) {
        walk.landed(landed);
        var took = Duration.ofNanos(System.nanoTime() - began);
        watch.pageLanded(walk.client(), walk.resource().id(), landed.documents(), took);
    }

    private Flowable<ScopedPage> pages(Walk walk, Held held) {
        if (walk.scopes().isEmpty()) {
            return Flowable.just(new ScopedPage("", new Page(List.of(), List.of(), 1, 1, 0, Instant.EPOCH)));
        }
        return Flowable.fromIterable(walk.scopes()).concatMap(scope -> pages(walk, held, scope), 1);
    }

    private Flowable<ScopedPage> pages(Walk walk, Held held, String scope) {
        var query = Query.within(walk.resource(), scope);
        var pages = walk.byNumber()
                ? Paging.byKey(
                        Optional.ofNullable(walk.firstNumber(scope)),
                        from -> fetch(walk, held, from.map(query::from).orElse(query), 1),
                        (from, page) -> End.number(from.orElse(null), page))
                : Paging.byNumber(walk.firstPage(scope), number -> fetch(walk, held, query, number));
        return pages.map(page -> new ScopedPage(scope, page));
    }

    /** What a list of changes brought: how many documents were new to us, on how many pages. */
    private record Changes(int documents, int pages) {
        static final Changes NONE = new Changes(0, 0);

        Changes and(int changed) {
            return new Changes(documents + changed, pages + 1);
        }
    }

    /** A page and the scope it was read in. */
    record ScopedPage(String scope, Page page) {}
}
