package no.sticos.erp.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Norwegian organisasjonsnummer in canonical form: nine ASCII digits with a valid check digit
 * (domain.md §1.1; Brønnøysundregistrene's modulus 11 with weights 3 2 7 6 5 4 3 2).
 *
 * @param digits nine digits
 */
public record Orgnr(String digits) {
    private static final Pattern NINE = Pattern.compile("[0-9]{9}");
    /** All Unicode white space, no-break spaces too, and the separators that people type. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}./-]");

    private static final int[] WEIGHTS = {3, 2, 7, 6, 5, 4, 3, 2};

    /** Refuses anything that is not canonical and valid; use {@link #read} for what people and systems write. */
    public Orgnr {
        if (!isValid(digits)) {
            throw new IllegalArgumentException("not an orgnr");
        }
    }

    /** Reads the forms met in accounting systems, {@code NO 974 760 673 MVA} among them; empty if invalid. */
    public static Optional<Orgnr> read(String text) {
        var digits = normalise(text);
        return isValid(digits) ? Optional.of(new Orgnr(digits)) : Optional.empty();
    }

    /** The text without separators, the country prefix and the VAT suffix; not checked. */
    public static String normalise(String text) {
        var bare = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        bare = bare.startsWith("ORGNR") ? bare.substring(5) : bare;
        bare = bare.startsWith(":") ? bare.substring(1) : bare;
        bare = bare.startsWith("NO") ? bare.substring(2) : bare;
        return bare.endsWith("MVA") ? bare.substring(0, bare.length() - 3) : bare;
    }

    private static boolean isValid(String digits) {
        // 000000000 passes the sum but was never given to anyone.
        return NINE.matcher(digits).matches() && !digits.equals("000000000") && checkDigitHolds(digits);
    }

    private static boolean checkDigitHolds(String digits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        // A remainder of 1 would need the check digit 10: such a number does not exist.
        int check = (11 - sum % 11) % 11;
        return check == digits.charAt(8) - '0';
    }

    @Override
    public String toString() {
        return digits;
    }
}
