package no.sticos.erp.sync;

import java.util.List;
import java.util.Optional;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.Landed;
import no.sticos.erp.ledger.Landing;

/**
 * One reader's way through a resource: it knows the step to write next, and what each page moves.
 *
 * <p>Holds state and belongs to one subscription; pages must be landed one after the other.
 */
final class Walk {
    private final Lease lease;
    private final Checkpoint from;
    private final Optional<Position> start;
    private final List<String> scopes;
    private final Meter meter = new Meter();
    private int step;
    private String scope = "";
    private int total;

    Walk(Lease lease, Checkpoint from, List<String> scopes) {
        this.lease = lease;
        this.from = from;
        this.start = Position.read(from.position()).filter(at -> scopes.contains(at.scope()));
        this.scopes = start.map(at -> scopes.subList(scopes.indexOf(at.scope()), scopes.size()))
                .orElse(scopes);
        this.step = from.step();
        start.ifPresent(at -> {
            scope = at.scope();
            total = at.total();
        });
    }

    ClientId client() {
        return lease.client();
    }

    Resource resource() {
        return from.resource();
    }

    /** The scopes that are left, the one under way first. */
    List<String> scopes() {
        return scopes;
    }

    int firstPage(String of) {
        return start.filter(at -> at.scope().equals(of)).map(Position::nextPage).orElse(1);
    }

    /** A page of the full read. */
    Landing land(ResourceReader.ScopedPage read) {
        var page = read.page();
        int before = read.scope().equals(scope) ? total : 0;
        scope = read.scope();
        total = page.total();
        boolean complete = page.isLast() && (scopes.isEmpty() || scope.equals(scopes.get(scopes.size() - 1)));
        var position = nextPosition(page).write();
        return landing(page, new Landing.Mark(position, total - before, complete, page.serverTime()));
    }

    /** A page of what was changed: it moves nothing but the step. */
    Landing landChanged(Page page) {
        return landing(page, new Landing.Mark(from.position(), 0, from.complete(), page.serverTime()));
    }

    /** A new total, without documents. */
    Landing landTotal(int newTotal) {
        var empty = new Page(List.of(), List.of(), 1, 1, newTotal, java.time.Instant.EPOCH);
        int more = newTotal - (int) from.expected();
        return landing(empty, new Landing.Mark(from.position(), more, from.complete(), empty.serverTime()));
    }

    void landed(Landed page) {
        step = page.step();
        meter.wrote();
    }

    /** How the reading went so far. */
    Meter meter() {
        return meter;
    }

    /** The next page of the scope, or the first of the next scope. */
    private Position nextPosition(Page page) {
        if (!page.isLast()) {
            return new Position(scope, page.number() + 1, total);
        }
        int next = scopes.indexOf(scope) + 1;
        return next > 0 && next < scopes.size()
                ? new Position(scopes.get(next), 1, 0)
                : new Position(scope, page.number() + 1, total);
    }

    private Landing landing(Page page, Landing.Mark mark) {
        return new Landing(
                lease.client(), lease.fence(), from.resource(), step, page.documents(), page.unreadable(), mark);
    }
}
