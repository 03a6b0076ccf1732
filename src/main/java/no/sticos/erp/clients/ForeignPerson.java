package no.sticos.erp.clients;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.sticos.erp.kernel.PersonalNumber;

/** Knows the forms of personal numbers outside Norway; only the form is looked at, never a check digit. */
final class ForeignPerson {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}.+-]");
    private static final String MONTH = "(?:0[1-9]|1[0-2])";
    /** A day of the month; Swedish coordination numbers add 60. */
    private static final String DAY = "(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])";
    /** Year first as in Sweden, with or without its century, which the group leaves out. */
    private static final Pattern YEAR_FIRST = Pattern.compile("(?:19|20)?([0-9]{2}" + MONTH + DAY + "[0-9]{4,5})");
    /** Day first as in Denmark. */
    private static final Pattern DAY_FIRST = Pattern.compile("(" + DAY + MONTH + "[0-9]{6,7})");
    /** Finland: the check character may be a letter, and one may stand in the separator's place. */
    private static final Pattern FINNISH = Pattern.compile("(" + DAY + MONTH + "[0-9]{2}[A-Z]?[0-9]{3}[0-9A-Z])");
    /** The Netherlands: nine digits without a date in them. */
    private static final Pattern DUTCH = Pattern.compile("([0-9]{9})");

    private ForeignPerson() {}

    /** The number in one form for equality, if {@code text} can be a person's number in that country. */
    static Optional<String> read(String text, String country) {
        var bare = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return PersonalNumber.read(text).map(PersonalNumber::reveal).or(() -> formsOf(country)
                .map(form -> form.matcher(bare))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst());
    }

    private static Stream<Pattern> formsOf(String country) {
        return country.equalsIgnoreCase("NL") ? Stream.of(DUTCH) : Stream.of(YEAR_FIRST, DAY_FIRST, FINNISH);
    }
}
