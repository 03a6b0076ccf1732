package no.sticos.erp.sandbox.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Tokens that nobody guesses, and their hashes. */
public final class Tokens {
    private static final SecureRandom SOURCE = new SecureRandom();
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    /** 256 random bits in URL form. */
    public static String token() {
        var bytes = new byte[32];
        SOURCE.nextBytes(bytes);
        return URL.encodeToString(bytes);
    }

    /** SHA-256 in URL form: what PKCE's S256 asks for, and what is kept of a refresh token. */
    public static String hash(String text) {
        return URL.encodeToString(digest("SHA-256", text.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
