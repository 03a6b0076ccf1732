package no.sticos.erp.erp.visma;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.JsonReading;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Unreadable;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of an answer into a page, in one pass and without a tree of the whole.
 *
 * <p>Documents that are known by their bytes are not read again: that can be told before the first of them, since Visma
 * gives {@code Meta} before {@code Data} (facts.md §2.1); in another order everything is read.
 *
 * <p>A document that cannot be read is set aside with its own text; an answer whose envelope cannot be
 * read, or that is no whole JSON, is refused as a whole with {@code NOT_UNDERSTOOD}. Runs on a worker
 * thread; one object reads one answer.
 */
final class PageReader {
    /** More than {@link Unreadable} keeps, whatever the characters. */
    private static final int MOST_RAW_BYTES = 1 << 17;

    private final VismaResource resource;
    private final Query query;
    private final String request;
    private final Recall recall;
    private final int documentLimit;
    private final DocumentReader reader;
    private final List<Document> documents = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private byte[] answer = {};
    private String digest = "";
    private @Nullable KnownPage known;
    private @Nullable Meta meta;

    /** Reads the answer to {@code request}, unless {@code recall} knows its documents. */
    PageReader(Query query, int documentLimitBytes, String request, Recall recall) {
        this.resource = ResourceTable.of(query);
        this.query = query;
        this.request = request;
        this.recall = recall;
        this.documentLimit = documentLimitBytes;
        this.reader = resource.reader();
    }

    /**
     * Reads the answer to a question for page {@code number}.
     *
     * @param at the time of the answer, for a bare object that does not tell one
     */
    Page read(byte[] bytes, int number, Instant at) {
        answer = bytes;
        try (var json = JsonReading.parser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notUnderstood("no JSON object");
            }
            var page = resource.isBare() ? bare(json, at) : enveloped(json, number);
            if (known == null && json.nextToken() != null) {
                throw notUnderstood("text after the answer");
            }
            return page;
        } catch (IOException e) {
            // The parser's message quotes the text, so it goes no further.
            throw notUnderstood("invalid JSON");
        }
    }

    private Page bare(JsonParser json, Instant at) throws IOException {
        readDocument(json);
        return new Page(documents, unreadable, 1, 1, 1, at, origin());
    }

    private Page enveloped(JsonParser json, int number) throws IOException {
        boolean data = false;
        while (known == null && json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            json.nextToken();
            if (name.equalsIgnoreCase("Meta") && meta == null) {
                meta = Meta.read(json);
            } else if (name.equalsIgnoreCase("Data") && !data) {
                recognise(json);
                if (known == null) {
                    readDocuments(json);
                }
                data = true;
            } else {
                json.skipChildren();
            }
        }
        return page(meta, data, number);
    }

    private Page page(@Nullable Meta read, boolean data, int number) {
        if (read == null || !data) {
            throw notUnderstood(read == null ? "missing Meta" : "missing Data");
        }
        boolean empty = known == null && documents.isEmpty() && unreadable.isEmpty();
        // A system that ignored the page number would give us page 1 for ever (facts.md §5.1).
        if (!empty && read.current() != number) {
            throw notUnderstood("another page than asked for");
        }
        return new Page(documents, unreadable, number, read.pages(), read.total(), read.serverTime(), origin());
    }

    private Page.Origin origin() {
        return new Page.Origin(request, digest, known);
    }

    private void recognise(JsonParser json) {
        if (meta == null || !recall.isKept()) {
            return;
        }
        digest = PageDigest.of(answer, (int) json.currentTokenLocation().getByteOffset());
        var last = recall.page(request);
        known = last != null && last.digest().equals(digest) ? last : null;
    }

    private void readDocuments(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw notUnderstood("bad Data");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            readDocument(json);
        }
    }

    private void readDocument(JsonParser json) throws IOException {
        long start = json.currentTokenLocation().getByteOffset();
        boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
        int depth = json.getParsingContext().getNestingDepth();
        try {
            if (!isObject) {
                json.skipChildren();
                // A text is read lazily; only when it is read does the parser stand behind it.
                json.finishToken();
                throw notUnderstood("no object");
            }
            var document = reader.read(json, query.scope());
            refuseTooLong(end(json) - start);
            documents.add(document);
        } catch (Fault fault) {
            if (isObject) {
                goToEnd(json, depth);
            }
            setAside(fault, raw(start, end(json)));
        }
    }

    /** From wherever the reading of an object gave up to its closing brace; the parser sees to it that there is one. */
    private static void goToEnd(JsonParser json, int depth) throws IOException {
        while (json.getParsingContext().getNestingDepth() >= depth) {
            json.nextToken();
        }
    }

    private String raw(long start, long end) {
        int length = (int) Math.min(end - start, MOST_RAW_BYTES);
        return new String(answer, (int) start, length, StandardCharsets.UTF_8);
    }

    private void refuseTooLong(long bytes) {
        if (bytes > documentLimit) {
            throw notUnderstood("document longer than its bound");
        }
    }

    private static long end(JsonParser json) {
        return json.currentLocation().getByteOffset();
    }

    private void setAside(Fault fault, String raw) {
        var text = resource.content().personal().isEmpty() ? raw : RawText.withoutPersonalNumbers(raw);
        unreadable.add(new Unreadable(
                query.resource(),
                query.scope(),
                RawText.key(raw, resource.content(), query.scope()),
                word(fault),
                text));
    }

    private static String word(Fault fault) {
        return fault.args().isEmpty() ? fault.reason().key() : fault.args().get(0);
    }

    private static Fault notUnderstood(String word) {
        return Fault.of(Cause.NOT_UNDERSTOOD, word);
    }
}
