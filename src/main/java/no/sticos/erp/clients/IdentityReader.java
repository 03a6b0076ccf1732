package no.sticos.erp.clients;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.kernel.PersonalNumber;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Reads a company's identity out of what its accounting system calls one, and hides personal numbers.
 *
 * <p>The country decides (domain.md §1.1): ten digits are a broken orgnr in Norway and may be a person in
 * Sweden. Outside Norway everything that has the form of a personal number is taken for one, for a wrong
 * guess that way shows too little, and the other way too much. Safe to share between threads.
 */
public final class IdentityReader {
    private static final String NORWAY = "NO";
    private static final int SHORTEST_KEY = 32;
    private static final int LONGEST_SHOWN = 40;
    /** A text with this many digits may hold a personal number, whatever stands between them. */
    private static final int DIGITS_OF_A_PERSON = 9;

    private final SecretKeySpec key;

    /** Hashes with this key, at least 32 characters; another key makes every person a stranger. */
    public IdentityReader(Secret key) {
        if (key.reveal().length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("the identity key needs at least " + SHORTEST_KEY + " characters");
        }
        this.key = new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /**
     * The identity that {@code text} gives.
     *
     * @param text as the accounting system has it; null or blank when it has none
     * @param country ISO 3166 alpha-2
     */
    public ClientIdentity read(@Nullable String text, String country) {
        if (text == null || Orgnr.normalise(text).isEmpty()) {
            return ClientIdentity.missing();
        }
        return country.equalsIgnoreCase(NORWAY) ? norwegian(text) : foreign(text, country);
    }

    private ClientIdentity norwegian(String text) {
        var orgnr = Orgnr.read(text);
        if (orgnr.isPresent()) {
            return ClientIdentity.of(orgnr.get());
        }
        return PersonalNumber.read(text)
                .map(number -> personal(NORWAY, number.reveal()))
                .orElseGet(() -> ClientIdentity.invalid(shown(text, DIGITS_OF_A_PERSON + 1)));
    }

    private ClientIdentity foreign(String text, String country) {
        return ForeignPerson.read(text, country)
                .map(person -> personal(country.toUpperCase(Locale.ROOT), person))
                .orElseGet(() -> ClientIdentity.invalid(shown(text, DIGITS_OF_A_PERSON)));
    }

    private ClientIdentity personal(String country, String number) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return ClientIdentity.personal(
                    Buffer.buffer(mac.doFinal((country + ':' + number).getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static @Nullable String shown(String text, int tooManyDigits) {
        boolean harmless = text.chars().filter(Character::isDigit).count() < tooManyDigits;
        return harmless ? text.strip().substring(0, Math.min(text.strip().length(), LONGEST_SHOWN)) : null;
    }
}
