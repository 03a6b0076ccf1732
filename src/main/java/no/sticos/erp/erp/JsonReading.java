package no.sticos.erp.erp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Where JSON parsers come from: UTF-8 only, bounded in depth, and with no bound on a single number or
 * text but the whole text's own, so that one absurd document cannot make its whole page unreadable.
 */
public final class JsonReading {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            // A guess at UTF-16 would lose the byte offsets by which a document's raw text is found.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonReading() {}

    /** A parser of UTF-8 bytes. */
    public static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** A parser of text. */
    public static JsonParser parser(String json) throws IOException {
        return FACTORY.createParser(json);
    }
}
