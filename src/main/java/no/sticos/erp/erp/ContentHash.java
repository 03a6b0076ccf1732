package no.sticos.erp.erp;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The content hash of documents: the first 64 bits of SHA-256 over length-prefixed parts.
 *
 * <p>64 bits are enough because a hash is only ever compared with the same document's former one. The
 * prefix keeps {@code ("ab", "c")} and {@code ("a", "bc")} apart; a missing part differs from an empty
 * one. Not safe for use by several threads; make one per document.
 */
public final class ContentHash {
    /**
     * Stored with each hash; a change of what is hashed, or how, raises it. What was stored under a lower one is
     * no longer hashed anew at night: only its seal holds it.
     */
    public static final short VERSION = 1;

    private static final int MISSING = -1;

    /** One a thread: making one costs more than hashing a row. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(ContentHash::sha256);

    /** What the thread's last document was gathered in, for the next one; null while one uses it. */
    private static final ThreadLocal<byte @Nullable []> SPARE = new ThreadLocal<>();

    /** A larger one is not kept: threads live long. */
    private static final int LARGEST_SPARE = 1 << 16;

    private static final byte[] GONE = {};

    private byte[] bytes;
    private int length;

    /** Without parts yet. */
    public ContentHash() {
        var spare = SPARE.get();
        SPARE.remove();
        bytes = spare == null ? new byte[1024] : spare;
    }

    /** Adds a part; its {@code toString} is what counts. Numbers must come in one notation. */
    @CanIgnoreReturnValue
    public ContentHash add(@Nullable Object part) {
        int prefix = length;
        length += 4;
        putLength(prefix, part == null ? MISSING : put(part.toString()));
        return this;
    }

    /** The hash of all parts so far; ends this object's use. */
    public long value() {
        var digest = DIGEST.get();
        digest.update(bytes, 0, length);
        if (bytes.length <= LARGEST_SPARE) {
            SPARE.set(bytes);
        }
        bytes = GONE;
        length = 0;
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** Appends the text as UTF-8 and tells its bytes. */
    private int put(String text) {
        makeRoom(text.length());
        int start = length;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length = start;
                return put(text.getBytes(StandardCharsets.UTF_8));
            }
            bytes[length++] = (byte) c;
        }
        return length - start;
    }

    private int put(byte[] encoded) {
        makeRoom(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return encoded.length;
    }

    private void putLength(int at, int value) {
        makeRoom(0);
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private void makeRoom(int more) {
        if (bytes.length < length + more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
