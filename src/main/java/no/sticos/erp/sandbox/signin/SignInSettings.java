package no.sticos.erp.sandbox.signin;

import java.util.List;
import no.sticos.erp.sandbox.identity.OAuthClient;

/** Who may use the demo sign-in, and the names of the claims that carry firm and roles. */
public record SignInSettings(List<OAuthClient> clients, String firmIdClaim, String firmNameClaim, String rolesClaim) {
    /** Keeps its own copy of the clients. */
    public SignInSettings {
        clients = List.copyOf(clients);
    }

    /** The claim names that the gateway's own settings start with. */
    public static SignInSettings of(OAuthClient client) {
        return new SignInSettings(List.of(client), "firm_id", "firm_name", "roles");
    }
}
