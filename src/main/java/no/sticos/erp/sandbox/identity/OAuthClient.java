package no.sticos.erp.sandbox.identity;

import java.util.List;
import no.sticos.erp.kernel.Secret;

/**
 * A registered OAuth client.
 *
 * @param displayName what the consent page calls it
 * @param redirectUris compared exactly
 * @param refreshing how its refresh tokens are used
 */
public record OAuthClient(
        String id, Secret secret, String displayName, List<String> redirectUris, Refreshing refreshing) {

    /** What a refresh does to the token that was used (facts.md §1.6). */
    public enum Refreshing {
        /** It stays good: what newly registered clients get. */
        REUSABLE,
        /** It is good for one use; a second use is refused and harms nothing else. */
        ONE_TIME,
        /** It is good for one use; a second use looks like theft and ends all that came of the same consent. */
        ONE_TIME_OR_NONE
    }

    /** Keeps its own copy of the URIs. */
    public OAuthClient {
        redirectUris = List.copyOf(redirectUris);
    }

    /** A client with reusable tokens, or one whose are good for one use. */
    public OAuthClient(String id, Secret secret, String displayName, List<String> redirectUris, boolean rotates) {
        this(id, secret, displayName, redirectUris, rotates ? Refreshing.ONE_TIME : Refreshing.REUSABLE);
    }
}
