package no.sticos.erp.erp.visma;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import no.sticos.erp.erp.JsonReading;
import no.sticos.erp.kernel.Fault;

/**
 * What a refusal says of itself (facts.md §3.2).
 *
 * @param code Visma's {@code ErrorCode}; 0 if it cannot be read
 * @param message Visma's text, never for a log; empty if it cannot be read
 * @param id Visma's {@code ErrorId}, which its support asks for; {@code -} if it cannot be read
 */
record ErrorBody(int code, String message, String id) {
    private static final ErrorBody NONE = new ErrorBody(0, "", "-");
    private static final int LONGEST = 64 * 1024;

    /** Reads a refusal's body; one that is no JSON object, HTML for example, says nothing. */
    static ErrorBody of(Answer answer) {
        try (var json = JsonReading.parser(answer.body().bytes(LONGEST))) {
            return json.nextToken() == JsonToken.START_OBJECT ? fields(json) : NONE;
        } catch (IOException | Fault none) {
            return NONE;
        }
    }

    private static ErrorBody fields(JsonParser json) throws IOException {
        var read = NONE;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName().toLowerCase(Locale.ROOT);
            json.nextToken();
            read = read.with(name, json);
            json.skipChildren();
        }
        return read;
    }

    private ErrorBody with(String name, JsonParser json) throws IOException {
        return switch (name) {
            case "errorcode" -> new ErrorBody(json.getValueAsInt(0), message, id);
            case "developererrormessage" -> new ErrorBody(code, json.getValueAsString(""), id);
            case "errorid" -> new ErrorBody(code, message, safe(json.getValueAsString("-")));
            default -> this;
        };
    }

    /** Only what an id is made of: it goes into the log. */
    private static String safe(String id) {
        return id.matches("[0-9A-Za-z-]{1,64}") ? id : "-";
    }
}
