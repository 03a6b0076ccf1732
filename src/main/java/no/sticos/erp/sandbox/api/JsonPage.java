package no.sticos.erp.sandbox.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.sandbox.api.Field.Nested;
import org.jspecify.annotations.Nullable;

/** Writes items in Visma's wire form: PascalCase, nulls included, two decimals (facts.md §2.5). */
final class JsonPage {
    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final JsonGenerator out;

    private JsonPage() throws IOException {
        out = JSON.createGenerator(bytes);
    }

    /** A bare object. */
    static <T> byte[] object(Shape<T> shape, T item) {
        return written(page -> page.item(shape, item));
    }

    /** The envelope of a list: {@code Meta} and {@code Data}. */
    static <T> byte[] list(Meta meta, Shape<T> shape, Iterable<T> items) {
        return written(page -> page.envelope(meta, shape, items));
    }

    private static byte[] written(Content content) {
        try {
            var page = new JsonPage();
            content.write(page);
            page.out.close();
            return page.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> void envelope(Meta meta, Shape<T> shape, Iterable<T> items) throws IOException {
        out.writeStartObject();
        out.writeFieldName("Meta");
        item(Meta.SHAPE, meta);
        out.writeArrayFieldStart("Data");
        for (var item : items) {
            item(shape, item);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private <T> void item(Shape<T> shape, T item) throws IOException {
        out.writeStartObject();
        for (var field : shape.fields()) {
            if (field.written()) {
                out.writeFieldName(field.name());
                value(field.read().apply(item));
            }
        }
        out.writeEndObject();
    }

    private void value(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Money money) {
            out.writeNumber(money.kroner());
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Instant stamp) {
            out.writeString(Stamp.trimmed(stamp));
        } else if (value instanceof UUID || value instanceof LocalDate) {
            out.writeString(value.toString());
        } else if (value instanceof List<?> texts) {
            texts(texts);
        } else if (value instanceof Nested<?> nested) {
            nested(nested);
        } else {
            throw new IllegalStateException("no wire form for " + value.getClass());
        }
    }

    private <N> void nested(Nested<N> nested) throws IOException {
        if (nested.single()) {
            item(nested.shape(), nested.items().get(0));
            return;
        }
        out.writeStartArray();
        for (var item : nested.items()) {
            item(nested.shape(), item);
        }
        out.writeEndArray();
    }

    private void texts(List<?> texts) throws IOException {
        out.writeStartArray();
        for (var text : texts) {
            out.writeString(String.valueOf(text));
        }
        out.writeEndArray();
    }

    private interface Content {
        void write(JsonPage page) throws IOException;
    }
}
