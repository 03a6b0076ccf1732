package no.sticos.erp.connect;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import no.sticos.erp.kernel.Secret;

/** Makes what nobody can guess, and the hash under which it may be stored. */
final class RandomKey {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private RandomKey() {}

    /** 256 random bits as 43 characters that are safe in addresses and cookies. */
    static Secret next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** SHA-256: enough for keys that are random themselves. */
    static Buffer hash(Secret key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return Buffer.buffer(digest.digest(key.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The PKCE challenge of a verifier (S256). */
    static String challenge(Secret verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(hash(verifier).getBytes());
    }
}
