package no.sticos.erp.sandbox.identifiers;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Personal numbers that pass the check and belong to nobody: eighty is added to the month, as in the tax
 * authority's own test people (domain.md §1.2).
 */
public final class SyntheticPersonalNumber {
    private static final int[] FIRST_WEIGHTS = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    private static final int[] SECOND_WEIGHTS = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final int MOST = 1_000;

    private SyntheticPersonalNumber() {}

    /** The valid number with this place in a row of some hundred. */
    public static String of(int place) {
        return all().skip(place % 500).findFirst().orElseThrow();
    }

    private static Stream<String> all() {
        return IntStream.range(0, MOST)
                .mapToObj(i -> "%02d%02d%02d%03d".formatted(1 + i % 28, 81 + i % 12, 50 + i % 50, 100 + i * 7 % 400))
                .map(stem -> stem + check(stem, FIRST_WEIGHTS))
                .filter(stem -> stem.length() == 10)
                .map(stem -> stem + check(stem, SECOND_WEIGHTS))
                .filter(number -> number.length() == 11);
    }

    /** Two digits where there is no check digit: the number is then left out. */
    private static int check(String digits, int[] weights) {
        int sum = IntStream.range(0, weights.length)
                .map(i -> weights[i] * Character.digit(digits.charAt(i), 10))
                .sum();
        return (11 - sum % 11) % 11;
    }
}
