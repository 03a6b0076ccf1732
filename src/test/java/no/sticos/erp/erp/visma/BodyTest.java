package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import no.sticos.erp.kernel.Fault;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final int LIMIT = 1 << 20;
    private static final String TEXT = "{\"Data\":[\"æøå\"]}".repeat(500);

    @Test
    void a_folded_answer_is_unfolded_and_a_plain_one_is_as_it_came() {
        assertThat(text(new Body(folded(TEXT), "GZIP", LIMIT))).isEqualTo(TEXT);
        assertThat(text(new Body(Buffer.buffer(TEXT), null, LIMIT))).isEqualTo(TEXT);
        assertThat(text(new Body(Buffer.buffer(TEXT), "identity", LIMIT))).isEqualTo(TEXT);
    }

    @Test
    void what_its_end_says_of_its_length_is_only_a_hint() {
        var twice = folded(TEXT).appendBuffer(folded("short"));
        var much = "x".repeat(LIMIT);

        assertThat(text(new Body(twice, "gzip", LIMIT))).isEqualTo(TEXT + "short");
        assertThat(text(new Body(folded(much), "gzip", LIMIT))).isEqualTo(much);
        assertThat(text(new Body(folded(""), "gzip", LIMIT))).isEmpty();
    }

    @Test
    void more_than_the_bound_is_refused_however_small_it_came() {
        var flood = folded("x".repeat(LIMIT + 1));

        assertThat(flood.length()).isLessThan(LIMIT / 100);
        refused(new Body(flood, "gzip", LIMIT), "answer longer than its bound");
        refused(new Body(folded(TEXT), "gzip", TEXT.length() - 1), "answer longer than its bound");
        refused(new Body(Buffer.buffer(TEXT), null, TEXT.length() - 1), "answer longer than its bound");
    }

    @Test
    void one_that_was_garbled_or_folded_otherwise_is_refused() {
        var whole = folded(TEXT);

        refused(new Body(whole.getBuffer(0, whole.length() / 2), "gzip", LIMIT), "broken compression");
        refused(new Body(Buffer.buffer(TEXT), "gzip", LIMIT), "broken compression");
        refused(new Body(Buffer.buffer("x"), "gzip", LIMIT), "broken compression");
        refused(new Body(Buffer.buffer(), "gzip", LIMIT), "broken compression");
        refused(new Body(whole, "br", LIMIT), "unknown encoding");
    }

    private static void refused(Body body, String word) {
        assertThatThrownBy(body::bytes).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.args())
                .containsExactly(word));
    }

    private static String text(Body body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private static Buffer folded(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
