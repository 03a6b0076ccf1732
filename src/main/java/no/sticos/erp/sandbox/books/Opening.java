package no.sticos.erp.sandbox.books;

import java.util.SortedMap;
import java.util.TreeMap;

/** What a company owned and owed before its first year here. */
final class Opening {
    static final int RECEIVABLES = 1500;
    static final int PAYABLES = 2400;

    private Opening() {}

    /** Balances by account in øre, debit positive; their sum is 0. */
    static SortedMap<Integer, Long> of(long seed) {
        var balances = new TreeMap<Integer, Long>();
        balances.put(1200, 15_000_000L + Mix.below(90_000_000, seed, 11));
        balances.put(RECEIVABLES, receivables(seed));
        balances.put(1920, 10_000_000L + Mix.below(80_000_000, seed, 13));
        balances.put(2000, -3_000_000L);
        balances.put(PAYABLES, -payables(seed));
        long sum = balances.values().stream().mapToLong(Long::longValue).sum();
        balances.put(2050, -sum);
        return balances;
    }

    /** What customers owe; the first payment brings it in. */
    static long receivables(long seed) {
        return 4_000_000L + Mix.below(30_000_000, seed, 12);
    }

    /** What suppliers are owed; positive. */
    static long payables(long seed) {
        return 2_000_000L + Mix.below(20_000_000, seed, 14);
    }
}
