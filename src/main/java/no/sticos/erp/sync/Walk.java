package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Unreadable;
import no.sticos.erp.kernel.ClientId;
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
    private final Recall recall;
    private final Meter meter = new Meter();
    private volatile CompletableSubject room = CompletableSubject.create();
    private List<Unreadable> setAside = List.of();
    private Map<String, Long> edge = Map.of();
    private int step;
    private String scope = "";
    private int total;
    private @Nullable Instant began;

    /** By page. */
    Walk(Lease lease, Checkpoint from, List<String> scopes) {
        this(lease, from, scopes, false, Recall.NOTHING);
    }

    /** By number if {@code byNumber}; of vouchers only. Pages that {@code recall} knows are not read. */
    Walk(Lease lease, Checkpoint from, List<String> scopes, boolean byNumber, Recall recall) {
        this.lease = lease;
        this.from = from;
        this.byNumber = byNumber;
        this.recall = recall;
        room.onComplete();
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

    Recall recall() {
        return recall;
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
        var shown = first ? Map.<String, Long>of() : edge;
        var stretch = byNumber ? Stretch.of(page, shown) : null;
        edge = stretch == null ? Map.of() : stretch.end().edge();
        var anew = shownAnew(page, shown);
        var position = nextPosition(page, stretch).write();
        var signs = signs(page, !first && total != before);
        var mark = new Landing.Mark(position, total - before, complete, page.serverTime(), signs);
        return landing(page, anew, setAsideAnew(page), mark, known(page, anew, signs, stretch));
    }

    /** A page of what was changed: it moves nothing but the step. */
    Landing landChanged(Page page) {
        boolean complete = from.complete() || page.isLast();
        var mark = new Landing.Mark(from.position(), 0, complete, page.serverTime(), Landing.Signs.NONE);
        return landing(page, page.documents(), page.unreadable(), mark, null);
    }

    /** A new total, without documents. */
    Landing landTotal(int newTotal) {
        var empty = new Page(List.of(), List.of(), 1, 1, newTotal, Instant.EPOCH);
        int more = newTotal - (int) from.expected();
        var mark = new Landing.Mark(from.position(), more, from.complete(), empty.serverTime(), Landing.Signs.NONE);
        return landing(empty, empty.documents(), empty.unreadable(), mark, null);
    }

    /** When the next page may be asked for: of vouchers at once, else when the page before has landed. */
    Completable room() {
        return room;
    }

    /** Told of each page that came, before it is landed. */
    void read(Page page) {
        meter.read(page);
        room = resource() == Resource.VOUCHERS ? room : CompletableSubject.create();
    }

    void landed(Landed page) {
        step = page.step();
        meter.wrote();
        room.onComplete();
    }

    /** How the reading went so far. */
    Meter meter() {
        return meter;
    }

    private Landing.Signs signs(Page page, boolean otherTotal) {
        began = began == null ? page.serverTime() : began;
        boolean shifting = !byNumber && (page.lastNumber() > 1 || page.number() > 1);
        boolean moved = shifting
                && (otherTotal || page.documents().stream().anyMatch(document -> isNew(document, page.serverTime())));
        return new Landing.Signs(moved, shifting, stampless(page));
    }

    private static int stampless(Page page) {
        var known = page.known();
        return known == null
                ? (int) page.documents().stream()
                        .filter(document -> document.changedAt() == null)
                        .count()
                : known.stampless();
    }

    /** A stamp ahead of the clock that stamps is not of something that happened meanwhile. */
    private boolean isNew(Document document, Instant now) {
        var changed = document.changedAt();
        return changed != null && began != null && !changed.isBefore(began) && !changed.isAfter(now);
    }

    /**
     * What to keep of a page; of one that is known, what is kept. Nothing of one that could not be read whole, or that
     * brought nothing.
     */
    private @Nullable KnownPage known(Page page, List<Document> anew, Landing.Signs signs, @Nullable Stretch stretch) {
        var digest = page.origin().digest();
        if (page.known() != null
                || digest.isEmpty()
                || anew.isEmpty()
                || !page.unreadable().isEmpty()) {
            return page.known();
        }
        long hashes = anew.stream().mapToLong(Document::rowHash).reduce(0, (one, other) -> one ^ other);
        var place = stretch == null ? "" : stretch.write();
        return new KnownPage(digest, anew.size(), hashes, (int) signs.stampless(), place);
    }

    /** A list that is read on from a number shows the last documents of a page once more. */
    private static List<Document> shownAnew(Page page, Map<String, Long> shown) {
        return page.documents().stream()
                .filter(document -> !Objects.equals(shown.get(document.key()), document.rowHash()))
                .toList();
    }

    private List<Unreadable> setAsideAnew(Page page) {
        var before = Set.copyOf(setAside);
        setAside = page.unreadable();
        return byNumber
                ? setAside.stream().filter(each -> !before.contains(each)).toList()
                : setAside;
    }

    /** The next page of the scope, or the first of the next scope. */
    private Position nextPosition(Page page, @Nullable Stretch stretch) {
        if (!page.isLast()) {
            return stretch == null
                    ? new Position(scope, page.number() + 1, total)
                    : new Position(scope, 1, total, stretch.end());
        }
        int next = scopes.indexOf(scope) + 1;
        return next > 0 && next < scopes.size()
                ? Position.begin(scopes.get(next))
                : new Position(scope, page.number() + 1, total);
    }

    private Landing landing(
            Page page,
            List<Document> documents,
            List<Unreadable> unreadable,
            Landing.Mark mark,
            @Nullable KnownPage known) {
        var request = page.origin().request();
        return new Landing(
                lease.client(), lease.fence(), from.resource(), step, documents, unreadable, mark, request, known);
    }
}
