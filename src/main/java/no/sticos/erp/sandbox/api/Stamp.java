package no.sticos.erp.sandbox.api;

import java.time.Instant;
import java.time.temporal.ChronoField;

/** Visma's time stamps: UTC in steps of 100 ns, always with Z. */
final class Stamp {
    private static final int DIGITS = 7;

    private Stamp() {}

    /** As .NET writes them: without trailing zeros, from 0 to 7 fraction digits. */
    static String trimmed(Instant stamp) {
        var text = full(stamp);
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end) + "Z";
    }

    /** With all 7 fraction digits. */
    static String full(Instant stamp) {
        var seconds = stamp.toString().substring(0, 19);
        var fraction = String.valueOf(10_000_000 + stamp.get(ChronoField.NANO_OF_SECOND) / 100)
                .substring(1, DIGITS + 1);
        return seconds + "." + fraction + "Z";
    }
}
