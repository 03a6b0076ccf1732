package no.sticos.erp.web.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import no.sticos.erp.web.shell.Answers;

/**
 * What a program is told.
 *
 * @param status 200, or 202 for what goes on behind the answer
 * @param body JSON
 */
record ApiAnswer(int status, Buffer body) {
    private static final String JSON = "application/json";
    private static final int MARK_BYTES = 16;

    static ApiAnswer ok(JsonObject json) {
        return new ApiAnswer(200, json.toBuffer());
    }

    static ApiAnswer ok(String json) {
        return new ApiAnswer(200, Buffer.buffer(json));
    }

    static ApiAnswer accepted(JsonObject json) {
        return new ApiAnswer(202, json.toBuffer());
    }

    /** Ends the request; who asks for what they have already is told so. */
    void send(RoutingContext ctx) {
        var response = ctx.response().setStatusCode(status).putHeader("Content-Type", JSON);
        if (ctx.request().method().equals(HttpMethod.GET)) {
            var mark = mark();
            response.putHeader("ETag", mark).putHeader("Vary", "Authorization");
            if (mark.equals(ctx.request().getHeader("If-None-Match"))) {
                response.setStatusCode(304);
                Answers.end(ctx, Buffer.buffer());
                return;
            }
        }
        Answers.end(ctx, body);
    }

    /** A weak one: compressed, the same answer has other bytes. */
    private String mark() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return "W/\"" + HexFormat.of().formatHex(Arrays.copyOf(hash, MARK_BYTES)) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
