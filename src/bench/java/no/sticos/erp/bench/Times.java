package no.sticos.erp.bench;

import java.util.ArrayList;
import java.util.List;

/** How long things took, and which of them were slower than most. */
public final class Times {
    private static final double NANOS_A_MILLI = 1e6;

    private final List<Double> millis = new ArrayList<>();

    /** Milliseconds from {@code began}, by {@link System#nanoTime}, until now. */
    public static double since(long began) {
        return (System.nanoTime() - began) / NANOS_A_MILLI;
    }

    /** Notes one, in milliseconds. */
    public synchronized void add(double took) {
        millis.add(took);
    }

    /** How many there are. */
    public synchronized int count() {
        return millis.size();
    }

    /** The one that so many of a hundred do not exceed, in milliseconds; no number if there are none. */
    public synchronized double ofHundred(int most) {
        var sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() * most + 99) / 100 - 1);
    }
}
