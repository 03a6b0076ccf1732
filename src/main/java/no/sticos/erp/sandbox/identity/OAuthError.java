package no.sticos.erp.sandbox.identity;

import io.vertx.core.json.JsonObject;
import no.sticos.erp.sandbox.http.Reply;

/** A refusal of a token endpoint: 400 with one word (facts.md §1.7). */
public final class OAuthError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal with this word, such as {@code invalid_grant}. */
    public OAuthError(String error) {
        super(error, null, false, false);
    }

    /** The answer. */
    public Reply reply() {
        return Reply.json(400, new JsonObject().put("error", getMessage())).with("Cache-Control", "no-store");
    }
}
