package no.sticos.erp.bench;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Editions of a page of vouchers: in each, the same twentieth part of them has another text than in the one before, and
 * everything else stands.
 */
final class Editions {
    private static final String TEXT = "\"VoucherText\":\"";
    private static final int EACH = 20;

    private Editions() {}

    /** The gzipped page in this edition, gzipped. */
    static Buffer of(Buffer page, int number) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(page.getBytes()))) {
            var out = new ByteArrayOutputStream(page.length());
            try (var zip = new GZIPOutputStream(out)) {
                zip.write(edited(new String(in.readAllBytes(), StandardCharsets.UTF_8), "(" + number + ") ")
                        .getBytes(StandardCharsets.UTF_8));
            }
            return Buffer.buffer(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String edited(String page, String mark) {
        var text = new StringBuilder(page.length() + page.length() / EACH);
        int from = 0;
        int at = page.indexOf(TEXT);
        for (int voucher = 0; at >= 0; voucher++) {
            text.append(page, from, at + TEXT.length()).append(voucher % EACH == 0 ? mark : "");
            from = at + TEXT.length();
            at = page.indexOf(TEXT, from);
        }
        return text.append(page, from, page.length()).toString();
    }
}
