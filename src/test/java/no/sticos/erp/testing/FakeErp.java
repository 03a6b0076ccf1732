package no.sticos.erp.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Unreadable;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;

/**
 * An accounting system in memory: serves what it was given, in pages, and fails when it was told to.
 *
 * <p>Lists are by client, resource and scope. Vouchers are given per fiscal year; without a scope all
 * years' are served. Safe for use by several threads.
 */
public final class FakeErp implements ErpSource {
    private record Listed(ClientId client, Resource resource, String scope) {}

    private record Asked(Resource resource, String scope, int number) {}

    private final int pageSize;
    private final Map<Listed, List<Document>> lists = new ConcurrentHashMap<>();
    private final Map<Listed, List<Unreadable>> unreadable = new ConcurrentHashMap<>();
    private final Map<Asked, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<Asked, Queue<Runnable>> beforeAnswers = new ConcurrentHashMap<>();
    private final Queue<Query> asked = new ConcurrentLinkedQueue<>();
    private volatile Instant serverTime = Instant.parse("2026-11-24T06:00:00Z");

    /** Pages of this many documents. */
    public FakeErp(int pageSize) {
        this.pageSize = pageSize;
    }

    /** Replaces a list. */
    @CanIgnoreReturnValue
    public FakeErp serves(ClientId client, Query list, List<? extends Document> documents) {
        lists.put(new Listed(client, list.resource(), list.scope()), List.copyOf(documents));
        return this;
    }

    /** Documents of a list that cannot be read; they come with its first page and count in its total. */
    @CanIgnoreReturnValue
    public FakeErp servesUnreadable(ClientId client, Query list, Unreadable... documents) {
        unreadable.put(new Listed(client, list.resource(), list.scope()), List.of(documents));
        return this;
    }

    /** The next time this page is asked for, it fails; given twice, it fails twice. */
    @CanIgnoreReturnValue
    public FakeErp fails(Query list, int number, Fault fault) {
        faults.computeIfAbsent(new Asked(list.resource(), list.scope(), number), page -> new ConcurrentLinkedQueue<>())
                .add(fault);
        return this;
    }

    /** Runs once, just before this page is answered: the books change while they are read. */
    @CanIgnoreReturnValue
    public FakeErp before(Query list, int number, Runnable change) {
        beforeAnswers
                .computeIfAbsent(
                        new Asked(list.resource(), list.scope(), number), page -> new ConcurrentLinkedQueue<>())
                .add(change);
        return this;
    }

    /** The system's clock from now on. */
    @CanIgnoreReturnValue
    public FakeErp now(Instant time) {
        serverTime = time;
        return this;
    }

    /** Every question so far, in order; a page asked for again stands again. */
    public List<Query> asked() {
        return new ArrayList<>(asked);
    }

    @Override
    public Single<Page> page(ClientId client, Query query, int number) {
        return Single.fromCallable(() -> answer(client, query, number));
    }

    private Page answer(ClientId client, Query query, int number) {
        asked.add(query);
        var page = new Asked(query.resource(), query.scope(), number);
        var fault = faults.getOrDefault(page, new ArrayDeque<>()).poll();
        if (fault != null) {
            throw fault;
        }
        var change = beforeAnswers.getOrDefault(page, new ArrayDeque<>()).poll();
        if (change != null) {
            change.run();
        }
        return page(documents(client, query), broken(client, query), number);
    }

    private Page page(List<Document> all, List<Unreadable> broken, int number) {
        int pages = (all.size() + pageSize - 1) / pageSize;
        int from = Math.min((number - 1) * pageSize, all.size());
        int to = Math.min(from + pageSize, all.size());
        var aside = number == 1 ? broken : List.<Unreadable>of();
        return new Page(all.subList(from, to), aside, number, pages, all.size() + broken.size(), serverTime);
    }

    private List<Unreadable> broken(ClientId client, Query query) {
        return unreadable.getOrDefault(new Listed(client, query.resource(), query.scope()), List.of());
    }

    private List<Document> documents(ClientId client, Query query) {
        var allYears = query.resource() == Resource.VOUCHERS && query.scope().isEmpty();
        return lists.entrySet().stream()
                .filter(list -> list.getKey().client().equals(client))
                .filter(list -> list.getKey().resource() == query.resource())
                .filter(list -> allYears || list.getKey().scope().equals(query.scope()))
                .flatMap(list -> list.getValue().stream())
                .filter(document -> isChanged(document, query))
                .toList();
    }

    /** As at Visma: a voucher without a stamp is in no list of changes, what has no stamps is read whole. */
    private static boolean isChanged(Document document, Query query) {
        var since = query.changedSince();
        if (since == null || !(document instanceof Voucher voucher)) {
            return true;
        }
        var modified = voucher.modifiedUtc();
        return modified != null && !modified.isBefore(since);
    }
}
