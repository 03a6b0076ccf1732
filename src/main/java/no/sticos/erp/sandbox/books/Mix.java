package no.sticos.erp.sandbox.books;

import java.util.UUID;

/** Numbers that look random and follow from a seed and a place: the same question has the same answer. */
public final class Mix {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** A well-mixed number for this seed and place (the finaliser of SplitMix64). */
    public static long of(long seed, long place) {
        long z = seed + (place + 1) * GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to {@code bound - 1}. */
    public static int below(int bound, long seed, long place) {
        return (int) Long.remainderUnsigned(of(seed, place), bound);
    }

    /** A version 4 UUID as to its form. */
    public static UUID uuid(long seed, long place) {
        long high = (of(seed, place * 2) & ~0xF000L) | 0x4000L;
        long low = (of(seed, place * 2 + 1) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
