package no.sticos.erp.events.inbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import no.sticos.erp.events.Change;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came, read without losing a digit: documents stay the text that was sent.
 *
 * <p>Unknown fields and types are kept readable, so that a newer gateway does no harm.
 */
public final class ProductMessage {
    private static final JsonFactory JSON = new JsonFactory();

    private static final String TYPE = "no.sticos.erp.";
    private static final String VERSION = ".v1";

    private final Map<String, String> fields;
    private final String type;
    private final String eventId;
    private final String streamEpoch;
    private final long sequence;
    private final long transfer;
    private final long clientId;
    private final int generation;

    /** Refuses what lacks a part of the envelope that deciding needs. */
    private ProductMessage(Map<String, String> envelope) {
        this.fields = envelope;
        this.type = kind(text("type"));
        this.eventId = text("id");
        this.streamEpoch = text("streamepoch");
        this.sequence = number("sequence");
        this.transfer = number("transfer");
        this.clientId = number("subject");
        this.generation = Math.toIntExact(number("generation"));
        this.fields.putAll(members(text("data")));
    }

    /** Without what all types have in common; one of another version is nothing that is known here. */
    private static String kind(String type) {
        return type.startsWith(TYPE) && type.endsWith(VERSION)
                ? type.substring(TYPE.length(), type.length() - VERSION.length())
                : type;
    }

    /** Reads the body of a request; {@link IllegalArgumentException} if it is no message. */
    public static ProductMessage read(String body) {
        try (var json = JSON.createParser(body)) {
            return new ProductMessage(fields(json, body));
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    /** {@code generation.begin} and so on. */
    public String type() {
        return type;
    }

    /** What to acknowledge. */
    public String eventId() {
        return eventId;
    }

    /** Which stream. */
    public String streamEpoch() {
        return streamEpoch;
    }

    /** Place in the client's stream. */
    public long sequence() {
        return sequence;
    }

    /** Which try this is part of; growing. */
    public long transfer() {
        return transfer;
    }

    /** The gateway's id of the client. */
    public long clientId() {
        return clientId;
    }

    /** The generation told of. */
    public int generation() {
        return generation;
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

    /** The documents of {@code generation.changes}. */
    List<Change> documents() {
        var text = text("documents");
        try (var json = JSON.createParser(text)) {
            var documents = new ArrayList<Change>();
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                var one = members(json, text);
                documents.add(new Change(Objects.requireNonNull(one.get("key"), "key"), one.get("document")));
            }
            return documents;
        } catch (IOException e) {
            throw new IllegalArgumentException("documents", e);
        }
    }

    /** The members of the object that {@code text} is. */
    static Map<String, String> members(String text) {
        try (var json = JSON.createParser(text)) {
            return fields(json, text);
        } catch (IOException e) {
            throw new IllegalArgumentException("not an object", e);
        }
    }

    private static Map<String, String> fields(JsonParser json, String text) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("not an object");
        }
        return members(json, text);
    }

    private static Map<String, String> members(JsonParser json, String text) throws IOException {
        var members = new HashMap<String, String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var token = json.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                members.put(name, token.isStructStart() ? slice(json, text) : json.getText());
            }
        }
        return members;
    }

    /** The text of an object or array, untouched. */
    private static String slice(JsonParser json, String text) throws IOException {
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        return text.substring(start, (int) json.currentLocation().getCharOffset());
    }
}
