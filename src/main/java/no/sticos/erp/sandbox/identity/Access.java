package no.sticos.erp.sandbox.identity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** What a good access token says. */
public record Access(String clientId, UUID userId, UUID companyId, Set<String> scopes, Instant authenticated) {
    /** Whether it carries this scope. */
    public boolean holds(String scope) {
        return scopes.contains(scope);
    }
}
