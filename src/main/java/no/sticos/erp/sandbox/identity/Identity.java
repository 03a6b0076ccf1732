package no.sticos.erp.sandbox.identity;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.sticos.erp.sandbox.faults.Call;
import no.sticos.erp.sandbox.faults.FaultScript;
import no.sticos.erp.sandbox.http.Door;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.sandbox.universe.VismaUser;
import org.jspecify.annotations.Nullable;

/** The identity server: its routes, and the switches that a test or the demo turns. */
public final class Identity {
    private final Vertx vertx;
    private final SandboxUniverse universe;
    private final FaultScript faults;
    private final SigningKey key;
    private final AccessTokens tokens;
    private final Grants grants;
    private final AuthorizeFlow flow;
    private final TokenEndpoint endpoint;
    private final List<OAuthClient> clients;
    private final String issuer;

    /** Reads what the journal kept; blocks, call it off the event loop. */
    public Identity(
            Vertx vertx, SandboxUniverse universe, FaultScript faults, Journal journal, Registration registration) {
        this.vertx = vertx;
        this.universe = universe;
        this.faults = faults;
        this.issuer = registration.issuer();
        this.clients = registration.clients();
        this.key = journal.key();
        this.tokens = new AccessTokens(key, issuer, registration.accessTokenLife(), registration.clock());
        this.grants = new Grants(journal, registration.clock());
        this.flow = new AuthorizeFlow(universe, clients, grants, registration.clock());
        this.endpoint = new TokenEndpoint(grants, tokens);
    }

    /** What the identity server is set up with. */
    public record Registration(String issuer, List<OAuthClient> clients, Duration accessTokenLife, Clock clock) {}

    /** Reads access tokens for the API. */
    public AccessTokens tokens() {
        return tokens;
    }

    /** The key that signs everything. */
    public SigningKey key() {
        return key;
    }

    /** Adds all routes. */
    public void mount(Router router) {
        router.get("/.well-known/openid-configuration")
                .handler(context -> serve(context, () -> Reply.json(200, discovery())));
        router.get("/.well-known/openid-configuration/jwks")
                .handler(context -> serve(context, () -> Reply.json(200, key.jwks())));
        router.get("/connect/authorize")
                .handler(context -> serve(context, () -> flow.authorize(context.queryParams())));
        router.post("/connect/login")
                .handler(context ->
                        serve(context, () -> flow.login(context.request().formAttributes())));
        router.post("/connect/company")
                .handler(context ->
                        serve(context, () -> flow.company(context.request().formAttributes())));
        router.post("/connect/consent")
                .handler(context ->
                        serve(context, () -> flow.consent(context.request().formAttributes())));
        router.post("/connect/token")
                .handler(context -> serve(context, () -> endpoint.token(ClientForm.read(context, clients))));
        router.post("/connect/revocation")
                .handler(context -> serve(context, () -> endpoint.revoke(ClientForm.read(context, clients))));
    }

    /**
     * Gives out a code as if a person had walked through the pages; exchange it as usual.
     *
     * @param codeChallenge S256, or null to go without PKCE
     */
    public String issueCode(
            String clientId,
            String redirectUri,
            UUID companyId,
            String userEmail,
            List<String> scopes,
            @Nullable String codeChallenge) {
        var user = user(userEmail);
        if (!user.companies().contains(companyId)) {
            throw new NoSuchElementException(userEmail + " does not see the company");
        }
        return grants.code(flow.grant(clientId, user, companyId, List.copyOf(scopes)), redirectUri, codeChallenge);
    }

    /** Ends all refresh tokens of a user, as a changed password does (facts.md §1.6); access tokens live on. */
    public void passwordChanged(String userEmail) {
        grants.endAll(grant -> grant.email().equalsIgnoreCase(userEmail));
    }

    /** Ends what anybody allowed for a company: refresh tokens, and the access tokens given out until now. */
    public void endGrants(UUID companyId) {
        grants.endAll(grant -> grant.companyId().equals(companyId));
        tokens.end(companyId);
    }

    /** Chooses a user's default company, or takes the choice back. */
    public void defaultCompany(String userEmail, Optional<UUID> companyId) {
        grants.defaultCompany(user(userEmail).id(), companyId);
    }

    private void serve(RoutingContext context, Callable<Reply> work) {
        var call = Call.of(context.request().path());
        // Signing and the journal take milliseconds: off the event loop.
        Door.answer(context, faults.pass(call, instead -> vertx.rxExecuteBlocking(work, false)
                .toSingle()
                .onErrorResumeNext(Identity::refusal)));
    }

    private static Single<Reply> refusal(Throwable error) {
        return error instanceof OAuthError refused ? Single.just(refused.reply()) : Single.error(error);
    }

    private VismaUser user(String email) {
        return universe.users().stream()
                .filter(user -> user.email().equalsIgnoreCase(email))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no user " + email));
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/connect/authorize")
                .put("token_endpoint", issuer + "/connect/token")
                .put("revocation_endpoint", issuer + "/connect/revocation")
                .put("jwks_uri", issuer + "/.well-known/openid-configuration/jwks")
                .put("response_types_supported", new JsonArray().add("code"))
                .put(
                        "grant_types_supported",
                        new JsonArray().add("authorization_code").add("refresh_token"))
                .put("code_challenge_methods_supported", new JsonArray().add("S256"))
                .put(
                        "token_endpoint_auth_methods_supported",
                        new JsonArray().add("client_secret_basic").add("client_secret_post"));
    }
}
