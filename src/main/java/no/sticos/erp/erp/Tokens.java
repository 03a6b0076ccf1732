package no.sticos.erp.erp;

import java.time.Duration;
import java.util.Set;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What the token endpoint gave (facts.md §1.6).
 *
 * @param access the access token
 * @param refresh the refresh token; null when the reply had none, and the old one goes on
 * @param life how long the access token lasts from now
 * @param scopes the scopes that the token says it has; empty when it does not say
 */
public record Tokens(Secret access, @Nullable Secret refresh, Duration life, Set<String> scopes) {
    /** Keeps its own copy. */
    public Tokens {
        scopes = Set.copyOf(scopes);
    }
}
