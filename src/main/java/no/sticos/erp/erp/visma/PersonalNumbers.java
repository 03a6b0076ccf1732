package no.sticos.erp.erp.visma;

import java.util.Set;
import java.util.regex.Pattern;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.kernel.PersonalNumber;

/**
 * Keeps personal identity numbers out: the gateway has no need of its own for them (domain.md §1.4).
 *
 * <p>Where Visma says that a party is a private person, whatever stands as its number goes, a foreign one
 * too; elsewhere what has eleven digits or is a valid number, also in the dress of a VAT number.
 */
final class PersonalNumbers {
    private static final String PRIVATE = "IsPrivatePerson";
    /** Eleven digits and nothing more; with another country's letters before them they are a firm's VAT number. */
    private static final Pattern ELEVEN_DIGITS = Pattern.compile("(?i)\\W*(NO)?(\\W*[0-9]){11}\\W*(MVA)?\\W*");

    private PersonalNumbers() {}

    static void drop(JsonValue.Obj document, Set<String> names) {
        boolean isPrivate = document.get(PRIVATE) instanceof JsonValue.Bare bare
                && bare.word().equals("true");
        for (var name : names) {
            var value = document.get(name);
            if (value != null && (isPrivate || mayBePersonal(Field.string(name, value)))) {
                document.fields().remove(name);
            }
        }
    }

    private static boolean mayBePersonal(String text) {
        return ELEVEN_DIGITS.matcher(text).matches()
                || PersonalNumber.read(Orgnr.normalise(text)).isPresent();
    }
}
