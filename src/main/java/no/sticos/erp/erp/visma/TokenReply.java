package no.sticos.erp.erp.visma;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/** Reads what the token endpoint gave (facts.md §1.6). */
final class TokenReply {
    /** What Visma documents; used when the reply does not say. */
    private static final Duration USUAL_LIFE = Duration.ofHours(1);

    private TokenReply() {}

    /** The tokens; a reply without an access token, or of another type than bearer, is not understood. */
    static Tokens read(JsonObject reply) {
        var access = text(reply, "access_token");
        var type = text(reply, "token_type");
        if (access == null || (type != null && !type.equalsIgnoreCase("bearer"))) {
            throw Fault.of(Cause.NOT_UNDERSTOOD, access == null ? "missing access_token" : "bad token_type");
        }
        var refresh = text(reply, "refresh_token");
        var token = Secret.of(access);
        return new Tokens(token, refresh == null ? null : Secret.of(refresh), life(reply), scopes(token, reply));
    }

    /** The token's own claim first: the library writes that claim's JSON over the reply's {@code scope}. */
    private static Set<String> scopes(Secret token, JsonObject reply) {
        var claimed = TokenClaims.of(token).scopes();
        var told = text(reply, "scope");
        return claimed.isEmpty() && told != null ? TokenClaims.words(told) : claimed;
    }

    private static Duration life(JsonObject reply) {
        var seconds = text(reply, "expires_in");
        return seconds != null && seconds.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : USUAL_LIFE;
    }

    private static @Nullable String text(JsonObject reply, String name) {
        var value = reply.getValue(name);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }
}
