package no.sticos.erp.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Unreadable;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.Landed;
import no.sticos.erp.ledger.Landing;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through a resource: it knows the step to write next, what each page moves, and whether the
 * list stood still so far.
 *
 * <p>A list is read by page, or on from the last number: what is added then comes at the end, and what is taken
 * away moves nothing. Holds state and belongs to one subscription; pages must be landed one after the other.
 */
final class Walk {
    private final Lease lease;
    private final Checkpoint from;
    private final Optional<Position> start;
    private final List<String> scopes;
    private final boolean byNumber;
    private final Meter meter = new Meter();
    private List<Unreadable> setAside = List.of();
    private Map<String, Long> edge = Map.of();
    private int step;
    private String scope = "";
    private int total;
    private @Nullable Instant began;

    /** By page. */
    Walk(Lease lease, Checkpoint from, List<String> scopes) {
        this(lease, from, scopes, false);
    }

    /** By number if {@code byNumber}; of vouchers only. */
    Walk(Lease lease, Checkpoint from, List<String> scopes, boolean byNumber) {
        this.lease = lease;
        this.from = from;
        this.byNumber = byNumber;
        this.start = Position.read(from.position()).filter(at -> scopes.contains(at.scope()));
        this.scopes = start.map(at -> scopes.subList(scopes.indexOf(at.scope()), scopes.size()))
                .orElse(scopes);
        this.step = from.step();
        this.began = from.beganAt();
        start.ifPresent(at -> {
            scope = at.scope();
            total = at.total();
            edge = at.edge();
        });
    }

    ClientId client() {
        return lease.client();
    }

    Lease lease() {
        return lease;
    }

    Resource resource() {
        return from.resource();
    }

    /** The scopes that are left, the one under way first. */
    List<String> scopes() {
        return scopes;
    }

    boolean byNumber() {
        return byNumber;
    }

    int firstPage(String of) {
        return start.filter(at -> at.scope().equals(of)).map(Position::nextPage).orElse(1);
    }

    /** The number to read on from; null for the beginning. */
    @Nullable
    Long firstNumber(String of) {
        return start.filter(at -> at.scope().equals(of))
                .map(Position::fromNumber)
                .orElse(null);
    }

    /** A page of the full read. */
    Landing land(ResourceReader.ScopedPage read) {
        var page = read.page();
        boolean first = !read.scope().equals(scope) || total == 0;
        int before = first ? 0 : total;
        scope = read.scope();
        // A list that is read on by number tells what is left of it, so only its beginning tells the whole.
        total = byNumber && !first ? total : page.total();
        boolean complete = page.isLast() && (scopes.isEmpty() || scope.equals(scopes.get(scopes.size() - 1)));
        var anew = shownAnew(page);
        var position = nextPosition(page).write();
        var signs = signs(page, !first && total != before);
        var mark = new Landing.Mark(position, total - before, complete, page.serverTime(), signs);
        return landing(page, anew, setAsideAnew(page), mark);
    }

    /** A page of what was changed: it moves nothing but the step. */
    Landing landChanged(Page page) {
        boolean complete = from.complete() || page.isLast();
        var mark = new Landing.Mark(from.position(), 0, complete, page.serverTime(), Landing.Signs.NONE);
        return landing(page, page.documents(), page.unreadable(), mark);
    }

    /** A new total, without documents. */
    Landing landTotal(int newTotal) {
        var empty = new Page(List.of(), List.of(), 1, 1, newTotal, Instant.EPOCH);
        int more = newTotal - (int) from.expected();
        var mark = new Landing.Mark(from.position(), more, from.complete(), empty.serverTime(), Landing.Signs.NONE);
        return landing(empty, empty.documents(), empty.unreadable(), mark);
    }

    void landed(Landed page) {
        step = page.step();
        meter.wrote();
    }

    /** How the reading went so far. */
    Meter meter() {
        return meter;
    }

    /**
     * The number that the next question begins with: the last one of the page, since another series may have it
     * too. Fails with {@code DRIFT} if the page is not in the order of its numbers, from the one asked for.
     */
    static long lastNumber(@Nullable Long asked, Page page) {
        long last = asked == null ? Long.MIN_VALUE : asked;
        for (var document : page.documents()) {
            var number = document instanceof Voucher voucher ? voucher.ordinal() : null;
            if (number == null || number < last) {
                throw Fault.of(Cause.DRIFT, Resource.VOUCHERS.id());
            }
            last = number;
        }
        if (!page.isLast() && (asked == null ? last == Long.MIN_VALUE : last == asked)) {
            throw Fault.of(Cause.DRIFT, Resource.VOUCHERS.id());
        }
        return last;
    }

    private Landing.Signs signs(Page page, boolean otherTotal) {
        began = began == null ? page.serverTime() : began;
        boolean shifting = !byNumber && (page.lastNumber() > 1 || page.number() > 1);
        boolean moved = shifting
                && (otherTotal || page.documents().stream().anyMatch(document -> isNew(document, page.serverTime())));
        long stampless = page.documents().stream()
                .filter(document -> document.changedAt() == null)
                .count();
        return new Landing.Signs(moved, shifting, stampless);
    }

    /** A stamp ahead of the clock that stamps is not of something that happened meanwhile. */
    private boolean isNew(Document document, Instant now) {
        var changed = document.changedAt();
        return changed != null && began != null && !changed.isBefore(began) && !changed.isAfter(now);
    }

    /** A list that is read on from a number shows the last documents of a page once more. */
    private List<Document> shownAnew(Page page) {
        var before = edge;
        edge = byNumber ? edge(page) : Map.of();
        return page.documents().stream()
                .filter(document -> !Objects.equals(before.get(document.key()), document.rowHash()))
                .toList();
    }

    /** The documents that have the page's last number, by their hashes. */
    private static Map<String, Long> edge(Page page) {
        long last = lastNumber(null, page);
        return page.documents().stream()
                .filter(document -> document instanceof Voucher voucher && Objects.equals(voucher.ordinal(), last))
                .collect(Collectors.toMap(Document::key, Document::rowHash, (one, other) -> other));
    }

    private List<Unreadable> setAsideAnew(Page page) {
        var before = Set.copyOf(setAside);
        setAside = page.unreadable();
        return byNumber
                ? setAside.stream().filter(each -> !before.contains(each)).toList()
                : setAside;
    }

    /** The next page of the scope, or the first of the next scope. */
    private Position nextPosition(Page page) {
        if (!page.isLast()) {
            return byNumber
                    ? new Position(scope, 1, total, lastNumber(null, page), edge)
                    : new Position(scope, page.number() + 1, total);
        }
        int next = scopes.indexOf(scope) + 1;
        return next > 0 && next < scopes.size()
                ? Position.begin(scopes.get(next))
                : new Position(scope, page.number() + 1, total);
    }

    private Landing landing(Page page, List<Document> documents, List<Unreadable> unreadable, Landing.Mark mark) {
        return new Landing(
                lease.client(), lease.fence(), from.resource(), step, documents, unreadable, mark, page.request());
    }
}
