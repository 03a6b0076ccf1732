package no.sticos.erp.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.sticos.erp.sandbox.universe.SandboxUniverse;

/** Kari at her firm's portal, without a browser: she signs in, connects one of the sandbox's companies and activates it. */
public final class Accountant {
    /** The id that the portal has at the sign-in. */
    public static final String PORTAL_ID = "erp-integrasjon";

    private final Walker walker = new Walker();
    private final String portal;

    /** Has Kari ready at the sign-in, once. */
    public Accountant(String portal, MockOAuth2Server signIn) {
        this.portal = portal;
        signIn.enqueueCallback(new DefaultOAuth2TokenCallback(
                "sticos",
                "kari-7",
                "JWT",
                List.of(PORTAL_ID),
                Map.of(
                        "name", "Kari Fjordheim",
                        "firm_id", "firm-7",
                        "firm_name", "Fjordtall",
                        "roles", List.of("leser", "bruker", "administrator")),
                600));
    }

    /** From the sign-in to an active client; gives the client's id. */
    @CanIgnoreReturnValue
    public long bringIn(String company) {
        walker.open(portal + "/sign-in/start");
        walker.open("/integrations/new").submit("/integrations", Map.of("system", "visma-eaccounting"));
        walker.open(walker.address().getPath() + "/connect").submit("/connect", Map.of());
        walker.submit(
                "/connect/login", Map.of("email", "kari@fjordtall.example", "password", SandboxUniverse.PASSWORD));
        walker.submit("/connect/company", Map.of("company", idOf(company)));
        walker.submit("/connect/consent", Map.of("answer", "yes"));
        var client = walker.address().getQuery().replaceAll(".*added=", "");
        walker.press("/clients/" + client + "/activate");
        return Long.parseLong(client);
    }

    /** The pages that she has open. */
    public Walker walker() {
        return walker;
    }

    private static String idOf(String company) {
        return SandboxUniverse.demo(1).companies().stream()
                .filter(plan -> plan.name().equals(company))
                .findFirst()
                .orElseThrow()
                .id()
                .toString();
    }
}
