package no.sticos.erp.sandbox.identity;

import java.util.List;
import no.sticos.erp.kernel.Secret;

/**
 * A registered OAuth client.
 *
 * @param displayName what the consent page calls it
 * @param redirectUris compared exactly
 * @param rotates whether a refresh token is good for one use only; newly registered clients at Visma get
 *     reusable ones (facts.md §1.6)
 */
public record OAuthClient(String id, Secret secret, String displayName, List<String> redirectUris, boolean rotates) {
    /** Keeps its own copy of the URIs. */
    public OAuthClient {
        redirectUris = List.copyOf(redirectUris);
    }
}
