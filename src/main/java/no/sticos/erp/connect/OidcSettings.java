package no.sticos.erp.connect;

import java.net.URI;
import java.util.List;
import java.util.Set;
import no.sticos.erp.kernel.Secret;

/**
 * The sign-in that people share with the products, and how it speaks of firms and rights.
 *
 * @param issuer the provider's issuer; its discovery document lies below it
 * @param clientId our id there
 * @param clientSecret our secret there
 * @param redirect our callback, exactly as registered
 * @param scopes what is asked for; {@code openid} is added if missing
 * @param claims the names of the claims that we read
 */
public record OidcSettings(
        URI issuer, String clientId, Secret clientSecret, URI redirect, List<String> scopes, Claims claims) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Which claims carry what.
     *
     * @param firmId the accounting firm's id; required in each token
     * @param firmName its name
     * @param email the person's mail address; a token may be without
     * @param rights the person's rights, a list or words
     * @param read the value that means {@link Right#READ}
     * @param use the value that means {@link Right#USE}
     * @param administer the value that means {@link Right#ADMINISTER}
     */
    public record Claims(
            String firmId, String firmName, String email, String rights, String read, String use, String administer) {}

    /** Refuses a provider that would be spoken to in the open. */
    public OidcSettings {
        boolean safe = "https".equals(issuer.getScheme())
                || ("http".equals(issuer.getScheme()) && LOOPBACK.contains(String.valueOf(issuer.getHost())));
        if (!safe || clientId.isBlank() || !redirect.isAbsolute()) {
            throw new IllegalArgumentException(
                    "the sign-in needs an https issuer (http only on this machine), a client id and a redirect");
        }
        scopes = scopes.contains("openid") ? List.copyOf(scopes) : prepend("openid", scopes);
    }

    private static List<String> prepend(String first, List<String> rest) {
        var all = new java.util.ArrayList<String>();
        all.add(first);
        all.addAll(rest);
        return List.copyOf(all);
    }
}
