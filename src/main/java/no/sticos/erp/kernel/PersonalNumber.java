package no.sticos.erp.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Norwegian fødselsnummer or D-number, recognised so that it can be hidden.
 *
 * <p>The rule is the one in force from 2032 (domain.md §1.2), which accepts today's numbers too: the
 * first check digit's sum may leave 0, 1, 2 or 3, the second must leave 0. Synthetic numbers (month + 80,
 * + 65, + 40) count. Neither sex nor age is ever read out of it, and its {@code toString} says nothing.
 */
public final class PersonalNumber {
    private static final Pattern ELEVEN = Pattern.compile("[0-9]{11}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}.-]");
    private static final int[] FIRST = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
    private static final int[] SECOND = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final String digits;

    private PersonalNumber(String digits) {
        this.digits = digits;
    }

    /** Reads eleven digits with or without spaces; empty if they are no such number. */
    public static Optional<PersonalNumber> read(String text) {
        var digits = SEPARATORS.matcher(text).replaceAll("");
        boolean valid = ELEVEN.matcher(digits).matches() && hasDate(digits) && checkDigitsHold(digits);
        return valid ? Optional.of(new PersonalNumber(digits)) : Optional.empty();
    }

    /** The eleven digits, for a keyed hash and nothing else. */
    public String reveal() {
        return digits;
    }

    @Override
    public String toString() {
        return "***";
    }

    private static boolean hasDate(String digits) {
        int day = number(digits, 0) - (digits.charAt(0) >= '4' && digits.charAt(0) <= '7' ? 40 : 0);
        int month = monthWithoutShift(number(digits, 2));
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        boolean leapDay = month == 2 && number(digits, 4) % 4 == 0;
        return day <= DAYS[month - 1] + (leapDay ? 1 : 0);
    }

    /** Tenor adds 80 to the month, Norsk helsenett 65, NAV 40. */
    private static int monthWithoutShift(int month) {
        return month > 80 ? month - 80 : month > 65 ? month - 65 : month > 40 ? month - 40 : month;
    }

    private static boolean checkDigitsHold(String digits) {
        return sum(digits, FIRST) % 11 <= 3 && sum(digits, SECOND) % 11 == 0;
    }

    private static int sum(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (digits.charAt(i) - '0');
        }
        return sum;
    }

    private static int number(String digits, int from) {
        return Integer.parseInt(digits, from, from + 2, 10);
    }
}
