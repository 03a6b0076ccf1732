package no.sticos.erp.sandbox.universe;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.trade.Trade;
import org.jspecify.annotations.Nullable;

/** A company come alive: its books, grown when first asked for, and its state. Safe on any thread. */
public final class Company {
    private final CompanyPlan plan;
    private final long seed;
    private final LocalDate today;
    private final Clock clock;
    private volatile CompanyState state;
    private volatile @Nullable Books books;
    private @Nullable Trade trade;

    /** Grows nothing yet. */
    public Company(CompanyPlan plan, long seed, LocalDate today, Clock clock) {
        this.plan = plan;
        this.seed = seed;
        this.today = today;
        this.clock = clock;
        this.state = plan.state();
    }

    /** Visma's guid for it. */
    public UUID id() {
        return plan.id();
    }

    /** Its definition. */
    public CompanyPlan plan() {
        return plan;
    }

    /** How Visma stands towards it now. */
    public CompanyState state() {
        return state;
    }

    /** What it has bought of Visma now. */
    public Variant variant() {
        return state == CompanyState.WITHOUT_BALANCES ? Variant.INVOICING : plan.variant();
    }

    /** Switches how Visma stands towards it. */
    public void become(CompanyState next) {
        state = next;
    }

    /** Its books; the first call grows them and takes up to a second for the largest. */
    public Books books() {
        var grown = books;
        return grown == null ? growOnce() : grown;
    }

    /** Who it trades with and what is open; worked out of its books. */
    public synchronized Trade trade() {
        var known = trade;
        if (known == null) {
            known = new Trade(books());
            trade = known;
        }
        return known;
    }

    private synchronized Books growOnce() {
        var grown = books;
        if (grown == null) {
            grown = new Books(plan.grow(seed, today), clock);
            books = grown;
        }
        return grown;
    }
}
