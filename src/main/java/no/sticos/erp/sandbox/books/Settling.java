package no.sticos.erp.sandbox.books;

import java.util.ArrayDeque;
import java.util.Deque;

/** What one side of the trade has on credit, oldest first, and what a payment of a day pays of it. */
final class Settling {
    private static final int DAYS_OLD = 25;
    private static final int MOST_AT_ONCE = 4;

    private record Invoiced(int day, long amount) {}

    private final Deque<Invoiced> waiting = new ArrayDeque<>();
    private long ripe;

    /** Begins with what was open before the first day. */
    Settling(long opening) {
        this.ripe = opening;
    }

    /** Takes in what was invoiced; a credit note is negative. */
    void invoiced(int day, long amount) {
        waiting.add(new Invoiced(day, amount));
    }

    /** Pays some of what has waited long enough, oldest first; 0 if nothing has. */
    long pays(int day) {
        for (int i = 0; i < MOST_AT_ONCE && isRipe(day); i++) {
            ripe += waiting.remove().amount();
        }
        if (ripe <= 0) {
            return 0;
        }
        long paid = ripe;
        ripe = 0;
        return paid;
    }

    private boolean isRipe(int day) {
        return !waiting.isEmpty() && waiting.element().day() <= day - DAYS_OLD;
    }
}
