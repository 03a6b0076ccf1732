package no.sticos.erp.sandbox.books;

import java.util.ArrayDeque;
import java.util.Deque;

/** What one side of the trade has on credit, oldest first, and what a payment of a day pays of it. */
final class Settling {
    private static final int DAYS_OLD = 25;

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

    /** Pays all that has waited long enough; 0 if nothing has. */
    long pays(int day) {
        while (!waiting.isEmpty() && waiting.element().day() <= day - DAYS_OLD) {
            ripe += waiting.remove().amount();
        }
        if (ripe <= 0) {
            return 0;
        }
        long paid = ripe;
        ripe = 0;
        return paid;
    }
}
