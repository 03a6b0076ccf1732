package no.sticos.erp.erp.visma;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they came, which are unfolded where they are read: on a worker thread for a page, so that no
 * event loop does it, and what waits to be read lies folded in memory.
 */
final class Body {
    /** What {@link VismaHttp} asks for; it understands nothing else. */
    static final String FOLDED = "gzip";

    /** Bytes that a folded one is believed to stand for, when its own word for it is all there is to go by. */
    private static final long MOST_BELIEVED = 32;

    private static final int LENGTH_BYTES = 4;

    private final Buffer came;
    private final String encoding;
    private final int limit;

    /**
     * Within {@code limitBytes}, folded and unfolded.
     *
     * @param encoding the header {@code Content-Encoding}; null if there was none
     */
    Body(Buffer came, @Nullable String encoding, int limitBytes) {
        this.came = came;
        this.encoding = encoding == null ? "" : encoding.toLowerCase(Locale.ROOT);
        this.limit = limitBytes;
    }

    /** All of it; {@code NOT_UNDERSTOOD} if that is more than its bound, or was garbled on its way. */
    byte[] bytes() {
        return bytes(limit);
    }

    /** The same with another bound. */
    byte[] bytes(int limitBytes) {
        refuseTooLong(came.length(), limitBytes);
        if (encoding.isEmpty() || encoding.equals("identity")) {
            return came.getBytes();
        }
        if (!encoding.equals(FOLDED)) {
            throw notUnderstood("unknown encoding");
        }
        try (var unfolding = new GZIPInputStream(new ByteArrayInputStream(came.getBytes()))) {
            return unfolded(unfolding, limitBytes);
        } catch (IOException e) {
            throw notUnderstood("broken compression");
        }
    }

    /** Into an array of the length that the last bytes tell, mostly; they are no more than a hint. */
    private byte[] unfolded(InputStream unfolding, int limitBytes) throws IOException {
        var bytes = new byte[(int) Math.min(limitBytes, Math.min(toldLength(), MOST_BELIEVED * came.length()))];
        int length = unfolding.readNBytes(bytes, 0, bytes.length);
        var more = unfolding.readNBytes(limitBytes - length + 1);
        refuseTooLong(length + (long) more.length, limitBytes);
        if (more.length == 0 && length == bytes.length) {
            return bytes;
        }
        var all = Arrays.copyOf(bytes, length + more.length);
        System.arraycopy(more, 0, all, length, more.length);
        return all;
    }

    /** RFC 1952 §2.3.1: the length modulo 2³², in the last four bytes. */
    private long toldLength() {
        return came.length() < LENGTH_BYTES ? 0 : came.getUnsignedIntLE(came.length() - LENGTH_BYTES);
    }

    private static void refuseTooLong(long bytes, int limitBytes) {
        if (bytes > limitBytes) {
            throw notUnderstood("answer longer than its bound");
        }
    }

    private static Fault notUnderstood(String word) {
        return Fault.of(Cause.NOT_UNDERSTOOD, word);
    }
}
