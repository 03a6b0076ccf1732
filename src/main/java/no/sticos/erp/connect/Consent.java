package no.sticos.erp.connect;

import java.time.Instant;
import java.util.Set;

/**
 * A client's consent as a page may show it: nothing of its tokens.
 *
 * @param by who gave it
 * @param given when
 * @param renewed when its tokens were last renewed
 * @param scopes what it covers; empty if Visma did not say
 */
public record Consent(String by, Instant given, Instant renewed, Set<String> scopes) {
    /** Keeps its own copy. */
    public Consent {
        scopes = Set.copyOf(scopes);
    }
}
