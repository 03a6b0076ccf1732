package no.sticos.erp.erp;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The content hash of documents: the first 64 bits of SHA-256 over length-prefixed parts.
 *
 * <p>64 bits are enough because a hash is only ever compared with the same document's former one. The
 * prefix keeps {@code ("ab", "c")} and {@code ("a", "bc")} apart; a missing part differs from an empty
 * one. Not safe for use by several threads; make one per document.
 */
public final class ContentHash {
    /** Stored with each hash; a change of what is hashed, or how, raises it. */
    public static final short VERSION = 1;

    private static final byte[] MISSING = {-1, -1, -1, -1};

    private final MessageDigest digest = sha256();

    /** Adds a part; its {@code toString} is what counts. Numbers must come in one notation. */
    @CanIgnoreReturnValue
    public ContentHash add(@Nullable Object part) {
        if (part == null) {
            digest.update(MISSING);
            return this;
        }
        var bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
        return this;
    }

    /** The hash of all parts so far; ends this object's use. */
    public long value() {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
