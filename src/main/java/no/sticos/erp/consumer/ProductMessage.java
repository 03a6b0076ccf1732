package no.sticos.erp.consumer;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came, read without losing a digit: documents stay the text that was sent.
 *
 * <p>Unknown fields and types are kept readable, so that a newer gateway does no harm.
 */
public final class ProductMessage {
    private static final String TYPE = "no.sticos.erp.";
    private static final String VERSION = ".v1";

    private final String body;
    private final Map<String, String> fields;
    private final String type;
    private final String data;
    private final Envelope envelope;

    /** Refuses what lacks a part of the envelope. */
    private ProductMessage(String body, Map<String, String> attributes) {
        this.body = body;
        this.fields = new HashMap<>(attributes);
        this.type = kind(text("type"));
        this.envelope = new Envelope(
                text("id"),
                text("streamepoch"),
                number("sequence"),
                number("transfer"),
                Math.toIntExact(number("generation")),
                text("tenant"),
                number("subject"),
                text("companyid"),
                optional("orgnr"),
                text("clientname"),
                Instant.parse(text("time")));
        this.data = text("data");
        this.fields.putAll(Json.members(data));
    }

    /** Reads the body of a request; {@link IllegalArgumentException} if it is no message. */
    public static ProductMessage read(String body) {
        return new ProductMessage(body, Json.members(body));
    }

    /** Without what all types have in common; one of another version is nothing that is known here. */
    private static String kind(String type) {
        return type.startsWith(TYPE) && type.endsWith(VERSION)
                ? type.substring(TYPE.length(), type.length() - VERSION.length())
                : type;
    }

    /** {@code generation.begin} and so on. */
    public String type() {
        return type;
    }

    /** What all messages have in common. */
    public Envelope envelope() {
        return envelope;
    }

    /** What to acknowledge. */
    public String eventId() {
        return envelope.id();
    }

    /** The gateway's id of the client. */
    public long clientId() {
        return envelope.clientId();
    }

    /** The generation told of. */
    public int generation() {
        return envelope.generation();
    }

    /** The whole message. */
    String body() {
        return body;
    }

    /** What it tells, as it was sent. */
    String data() {
        return data;
    }

    /** A field that must be there: text as text, anything else as JSON. */
    public String text(String field) {
        var value = fields.get(field);
        if (value == null) {
            throw new IllegalArgumentException("no " + field);
        }
        return value;
    }

    /** A field that may be null or missing. */
    public @Nullable String optional(String field) {
        return fields.get(field);
    }

    /** A whole number that must be there. */
    public long number(String field) {
        return Long.parseLong(text(field));
    }

    /** A whole number of 32 bits that must be there. */
    int count(String field) {
        return Math.toIntExact(number(field));
    }

    /** The documents of {@code generation.changes}. */
    List<Document> documents() {
        return Json.documents(text("documents"));
    }
}
