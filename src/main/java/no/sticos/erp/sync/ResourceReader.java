package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Paging;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.Checkpoints;
import no.sticos.erp.ledger.Landed;
import no.sticos.erp.ledger.Landing;
import no.sticos.erp.ledger.PageWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a resource scope by scope and lands its pages in order, from wherever the checkpoint stands.
 *
 * <p>Pages are fetched one ahead of the writer, so that at most three are read and not written. Each
 * subscription goes on from the stored checkpoint; the result is how many documents differed.
 */
final class ResourceReader {
    private static final Logger log = LoggerFactory.getLogger(ResourceReader.class);

    private final ErpSource source;
    private final PageWriter writer;
    private final Checkpoints checkpoints;
    private final Watch watch;

    /** Nobody watches. */
    ResourceReader(ErpSource source, PageWriter writer, Checkpoints checkpoints) {
        this(source, writer, checkpoints, Watch.NOBODY);
    }

    /** {@code watch} is told of each page that is read and landed. */
    ResourceReader(ErpSource source, PageWriter writer, Checkpoints checkpoints, Watch watch) {
        this.source = source;
        this.writer = writer;
        this.checkpoints = checkpoints;
        this.watch = watch;
    }

    /** Reads what is left of the resource; nothing if it is complete. */
    Single<Integer> read(Lease lease, Resource resource, List<String> scopes) {
        return checkpoints
                .open(lease.client(), lease.fence(), resource)
                .flatMap(from -> from.complete() ? Single.just(0) : readFrom(lease, from, scopes));
    }

    /** Reads the resource from its beginning, however far the checkpoint has come; nothing if it was refused. */
    Single<Integer> readAgain(Lease lease, Resource resource, List<String> scopes) {
        return checkpoints
                .open(lease.client(), lease.fence(), resource)
                .flatMap(known -> known.refused() != null
                        ? Single.just(0)
                        : checkpoints.restart(lease.fence(), resource).flatMap(from -> readFrom(lease, from, scopes)));
    }

    /** Reads what was changed since a time, over all scopes; the checkpoint's place and totals stay. */
    Single<Integer> readChanges(Lease lease, Resource resource, Instant since) {
        var query = new Query(resource, "", since);
        return checkpoints.open(lease.client(), lease.fence(), resource).flatMap(from -> {
            var walk = new Walk(lease, from, List.of());
            return Paging.byNumber(1, number -> fetch(walk, query, number))
                    .concatMapSingle(page -> land(walk, walk.landChanged(page)), 1)
                    .reduce(0, (changed, landed) -> changed + landed.changed())
                    .doFinally(() -> watch.pagesInFlight(-walk.meter().inFlight()));
        });
    }

    /** Asks anew how many documents the scopes have, and notes the answer. */
    Single<Integer> recount(Lease lease, Resource resource, List<String> scopes) {
        return Flowable.fromIterable(scopes)
                .concatMapSingle(scope -> source.page(lease.client(), Query.within(resource, scope), 1), 1)
                .reduce(0, (sum, page) -> sum + page.total())
                .flatMap(total -> checkpoints
                        .open(lease.client(), lease.fence(), resource)
                        .flatMap(from -> writer.write(new Walk(lease, from, scopes).landTotal(total))))
                .map(Landed::changed);
    }

    private Single<Integer> readFrom(Lease lease, Checkpoint from, List<String> scopes) {
        var walk = new Walk(lease, from, scopes);
        return pages(walk)
                // A page that cannot be fetched does not stop the one before it on its way into the database.
                .concatMapSingleDelayError(page -> land(walk, walk.land(page)), false, 1)
                .reduce(0, (changed, landed) -> changed + landed.changed())
                .doFinally(() -> watch.pagesInFlight(-walk.meter().inFlight()))
                .doOnSuccess(changed ->
                        lease.on(log.atDebug()).log("the run has read {}: {}", walk.resource(), walk.meter()));
    }

    private Single<Page> fetch(Walk walk, Query query, int number) {
        return source.page(walk.client(), query, number)
                .doOnSuccess(walk.meter()::read)
                .doOnSuccess(page -> watch.pagesInFlight(1));
    }

    private Single<Landed> land(Walk walk, Landing landing) {
        return Single.defer(() -> {
            long began = System.nanoTime();
            return writer.write(landing).doOnSuccess(landed -> landed(walk, landed, began));
        });
    }

    private void landed(Walk walk, Landed landed, long began) {
        walk.landed(landed);
        watch.pagesInFlight(-1);
        var took = Duration.ofNanos(System.nanoTime() - began);
        watch.pageLanded(walk.client(), walk.resource().id(), landed.documents(), took);
    }

    private Flowable<ScopedPage> pages(Walk walk) {
        if (walk.scopes().isEmpty()) {
            return Flowable.just(new ScopedPage("", new Page(List.of(), List.of(), 1, 1, 0, Instant.EPOCH)));
        }
        return Flowable.fromIterable(walk.scopes()).concatMap(scope -> pages(walk, scope), 1);
    }

    private Flowable<ScopedPage> pages(Walk walk, String scope) {
        var query = Query.within(walk.resource(), scope);
        return Paging.byNumber(walk.firstPage(scope), number -> fetch(walk, query, number))
                .map(page -> new ScopedPage(scope, page));
    }

    /** A page and the scope it was read in. */
    record ScopedPage(String scope, Page page) {}
}
