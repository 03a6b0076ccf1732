package no.sticos.erp.erp.visma;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.erp.JsonReading;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;

/**
 * What an access token says of itself (facts.md §1.6), read without checking its signature: it came to us
 * straight from the token endpoint, and nothing is allowed because of what it says.
 *
 * @param scopes what it gives access to, claimed as a list or as one text with spaces; empty if unclaimed
 * @param company the {@code customer_id} claim
 */
record TokenClaims(Set<String> scopes, Optional<String> company) {
    private static final TokenClaims NONE = new TokenClaims(Set.of(), Optional.empty());

    /** The claims of a JWT; a token of another kind claims nothing. */
    static TokenClaims of(Secret token) {
        var parts = token.reveal().split("\\.");
        if (parts.length != 3) {
            return NONE;
        }
        try (var json = JsonReading.parser(Base64.getUrlDecoder().decode(parts[1]))) {
            json.nextToken();
            return JsonValue.read(json, UnaryOperator.identity()) instanceof JsonValue.Obj claims
                    ? new TokenClaims(scopes(claims), Optional.ofNullable(claims.string("customer_id")))
                    : NONE;
        } catch (IOException | IllegalArgumentException | Fault notOurs) {
            return NONE;
        }
    }

    private static Set<String> scopes(JsonValue.Obj claims) {
        if (claims.get("scope") instanceof JsonValue.Arr list) {
            return list.elements().stream()
                    .map(scope -> Field.string("scope", scope))
                    .collect(Collectors.toSet());
        }
        var text = claims.string("scope");
        return text == null ? Set.of() : words(text);
    }

    static Set<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }
}
