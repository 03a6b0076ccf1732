package no.sticos.erp.erp.visma;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import no.sticos.erp.erp.ContentHash;

/**
 * What a page's documents are recognised by: SHA-256 of all bytes from their beginning to the answer's end, and of the
 * rules by which they are read. Two pages with one digest have the same documents in the same order.
 */
final class PageDigest {
    private PageDigest() {}

    /** In 43 characters. */
    static String of(byte[] answer, int from) {
        var digest = sha256();
        digest.update((byte) ContentHash.VERSION);
        digest.update(answer, from, answer.length - from);
        return Base64.getEncoder().withoutPadding().encodeToString(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
