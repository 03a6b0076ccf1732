package no.sticos.erp.consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON by its tokens, so that what is nested stays the text that it was: no number becomes a double. */
final class Json {
    private static final JsonFactory JSON = new JsonFactory();

    private Json() {}

    /** The members of the object that {@code text} is: text as text, anything else as JSON, without the nulls. */
    static Map<String, String> members(String text) {
        try (var json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not an object");
            }
            return members(json, text);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The texts of an array of text. */
    static List<String> texts(String array) {
        try (var json = JSON.createParser(array)) {
            var texts = new ArrayList<String>();
            json.nextToken();
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                texts.add(json.getText());
            }
            return texts;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The documents of {@code generation.changes}. */
    static List<Document> documents(String array) {
        try (var json = JSON.createParser(array)) {
            var documents = new ArrayList<Document>();
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                documents.add(document(members(json, array)));
            }
            return documents;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static Document document(Map<String, String> members) {
        var key = members.get("key");
        if (key == null) {
            throw new IllegalArgumentException("a document without a key");
        }
        return new Document(key, members.get("document"));
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

    /** Without the parser's own words: they quote the text, which may be of somebody's books. */
    private static IllegalArgumentException unreadable(IOException error) {
        return new IllegalArgumentException("not JSON: " + error.getClass().getSimpleName());
    }
}
