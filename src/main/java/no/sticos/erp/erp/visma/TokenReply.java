package no.sticos.erp.erp.visma;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;

/** Reads what the token endpoint gave (facts.md §1.6). */
final class TokenReply {
    /** What Visma documents; used when the reply does not say. */
    private static final Duration USUAL_LIFE = Duration.ofHours(1);

    private TokenReply() {}

    /**
     * The tokens of an answer. A reply without an access token, or of another type than bearer, is not
     * understood; any other status than 200 is a refusal ({@link TokenFaults}).
     */
    static Tokens read(Answer answer) {
        if (answer.status() != 200) {
            throw TokenFaults.of(answer);
        }
        return answer.object(UnaryOperator.identity()).map(TokenReply::tokens).orElseThrow(() -> bad("no JSON object"));
    }

    private static Tokens tokens(JsonValue.Obj reply) {
        var access = text(reply, "access_token").map(Secret::of).orElseThrow(() -> Field.missing("access_token"));
        if (!text(reply, "token_type").orElse("bearer").equalsIgnoreCase("bearer")) {
            throw bad("bad token_type");
        }
        var refresh = text(reply, "refresh_token").map(Secret::of).orElse(null);
        return new Tokens(access, refresh, life(reply), scopes(access, reply));
    }

    /** The token's own claim first: it is what the API will look at. */
    private static Set<String> scopes(Secret token, JsonValue.Obj reply) {
        var claimed = TokenClaims.of(token).scopes();
        return claimed.isEmpty() ? text(reply, "scope").map(TokenClaims::words).orElse(Set.of()) : claimed;
    }

    private static Duration life(JsonValue.Obj reply) {
        return text(reply, "expires_in")
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(USUAL_LIFE);
    }

    private static Optional<String> text(JsonValue.Obj reply, String name) {
        return Optional.ofNullable(reply.get(name))
                .map(value -> Field.string(name, value))
                .filter(text -> !text.isEmpty());
    }

    private static Fault bad(String word) {
        return Fault.of(Cause.NOT_UNDERSTOOD, word);
    }
}
