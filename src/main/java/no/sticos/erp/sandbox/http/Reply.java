package no.sticos.erp.sandbox.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One answer, ready to be sent. */
public record Reply(
        int status, String contentType, Buffer body, Map<String, String> headers, Ending ending, Duration pause) {
    /** How far the answer gets. */
    public enum Ending {
        /** To its end. */
        WHOLE,
        /** To its end, in pieces with a {@code pause} before each. */
        DRIPPING,
        /** Half of the announced body, then the connection closes. */
        TRUNCATED,
        /** Not at all: the connection closes without an answer. */
        RESET
    }

    private static final String JSON = "application/json; charset=utf-8";

    /** A whole answer without further headers. */
    public static Reply of(int status, String contentType, Buffer body) {
        return new Reply(status, contentType, body, Map.of(), Ending.WHOLE, Duration.ZERO);
    }

    /** A JSON answer. */
    public static Reply json(int status, JsonObject body) {
        return of(status, JSON, body.toBuffer());
    }

    /** A JSON answer that is encoded already. */
    public static Reply json(byte[] body) {
        return of(200, JSON, Buffer.buffer(body));
    }

    /** A page. */
    public static Reply html(int status, String page) {
        return of(status, "text/html; charset=utf-8", Buffer.buffer(page));
    }

    /** Sends the browser elsewhere with a GET. */
    public static Reply redirect(String location) {
        return of(302, "text/plain", Buffer.buffer()).with("Location", location);
    }

    /** 200 without a body. */
    public static Reply empty() {
        return of(200, "text/plain", Buffer.buffer());
    }

    /** The same with one more header. */
    public Reply with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, body, Map.copyOf(more), ending, pause);
    }

    /** The same with another body. */
    public Reply with(Buffer other) {
        return new Reply(status, contentType, other, headers, ending, pause);
    }

    /** The same, but not sent to its end. */
    public Reply ending(Ending other) {
        return new Reply(status, contentType, body, headers, other, pause);
    }

    /** The same in pieces, with a pause before each. */
    public Reply dripping(Duration each) {
        return new Reply(status, contentType, body, headers, Ending.DRIPPING, each);
    }
}
