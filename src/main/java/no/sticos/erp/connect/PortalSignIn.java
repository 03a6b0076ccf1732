package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.auth.User;
import io.vertx.rxjava3.ext.auth.oauth2.OAuth2Auth;
import io.vertx.rxjava3.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.clients.Person;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.mail.MailAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs a person in with the user that they have in the products (OpenID Connect, authorization code).
 *
 * <p>The library finds the provider, makes the address, trades the code and holds the key set; the checks
 * are ours, since it lets a user in whose id token failed its own. It hands out the decoded id token only
 * after the signature held, so a missing one is a refusal; nonce, issuer, audience and expiry are then
 * checked here. What a check refuses is logged by the check's name and by nothing of the token.
 */
public final class PortalSignIn {
    private static final Logger log = LoggerFactory.getLogger(PortalSignIn.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long LEEWAY_SECONDS = 60;

    private final OAuth2Auth provider;
    private final OidcSettings settings;
    private final SignInFlows flows;
    private final Scheduler timer;
    private final Clock clock;

    private PortalSignIn(OAuth2Auth provider, OidcSettings settings, SignInFlows flows, Scheduler timer, Clock clock) {
        this.provider = provider;
        this.settings = settings;
        this.flows = flows;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * A sign-in that has begun.
     *
     * @param location where to send the browser
     * @param flowCookie what the browser must bring back
     */
    public record Start(URI location, Secret flowCookie) {}

    /** Reads the provider's own description. Fails when it cannot be reached or calls itself another name. */
    public static Single<PortalSignIn> discover(Vertx vertx, OidcSettings settings, SignInFlows flows, Clock clock) {
        var options = new OAuth2Options()
                .setSite(settings.issuer().toString())
                .setClientId(settings.clientId())
                .setClientSecret(settings.clientSecret().reveal());
        var timer = RxHelper.scheduler(vertx);
        return OpenIDConnectAuth.rxDiscover(vertx, options)
                .timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS, timer)
                .map(provider -> new PortalSignIn(provider, settings, flows, timer, clock));
    }

    /** Begins; {@code returnPath} is where to go afterwards, a path of ours or else the front page. */
    public Single<Start> start(String returnPath) {
        var state = RandomKey.next();
        var nonce = RandomKey.next();
        var verifier = RandomKey.next();
        var cookie = RandomKey.next();
        var flow = new Flow(
                Flow.Kind.PORTAL, RandomKey.hash(cookie), null, nonce.reveal(), verifier, localPath(returnPath));
        return flows.begin(state, flow).toSingle(() -> new Start(authorizeUrl(state, nonce, verifier), cookie));
    }

    /** Ends a sign-in. Fails with {@code FLOW_OLD}, {@code CANCELLED}, {@code SIGN_IN_REFUSED} or {@code LATER}. */
    public Single<SignedIn> finish(Secret flowCookie, Callback callback) {
        var state = callback.state();
        return state == null
                ? Single.error(Fault.of(Cause.FLOW_OLD))
                : flows.take(Flow.Kind.PORTAL, state, RandomKey.hash(flowCookie))
                        .flatMap(flow -> returned(flow, callback));
    }

    private Single<SignedIn> returned(Flow flow, Callback callback) {
        var code = callback.code();
        var issuer = callback.issuer();
        if (issuer != null && !issuer.equals(settings.issuer().toString())) {
            return Single.error(refused("iss parameter"));
        }
        if (callback.error() != null || code == null) {
            return Single.error(
                    Fault.of("access_denied".equals(callback.error()) ? Cause.CANCELLED : Cause.SIGN_IN_REFUSED));
        }
        var credentials = new Oauth2Credentials()
                .setFlow(OAuth2FlowType.AUTH_CODE)
                .setCode(code.reveal())
                .setCodeVerifier(flow.verifier().reveal())
                .setRedirectUri(settings.redirect().toString());
        return provider.rxAuthenticate(credentials)
                .flatMap(this::idToken)
                .timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS, timer)
                .onErrorResumeNext(error -> Single.error(Fault.of(Cause.SIGN_IN_REFUSED, error)))
                .map(token -> checked(token, Objects.requireNonNull(flow.nonce())))
                .map(token -> signedIn(token, String.valueOf(flow.returnPath())));
    }

    /** The decoded id token, which is there only if its signature held. */
    private Single<JsonObject> idToken(User user) {
        var token = user.attributes().getJsonObject("idToken");
        if (token != null) {
            return Single.just(token);
        }
        var sent = user.principal().getString("id_token");
        return sent != null && user.attributes().containsKey("missing-kid")
                ? byNewKeys(sent)
                : Single.error(refused("signature"));
    }

    /**
     * The provider has changed its keys since we read them: they are read once more, and the same token is
     * checked with them. The library takes it for an access token then; what it decodes was signed either way.
     */
    private Single<JsonObject> byNewKeys(String token) {
        return provider.rxJWKSet()
                .andThen(provider.rxAuthenticate(new TokenCredentials(token)))
                .mapOptional(user -> Optional.ofNullable(user.attributes().getJsonObject("accessToken")))
                .switchIfEmpty(Single.error(() -> refused("signature by new keys")));
    }

    private JsonObject checked(JsonObject token, String nonce) {
        long now = clock.instant().getEpochSecond();
        var audience = audience(token);
        demand("issuer", settings.issuer().toString().equals(token.getString("iss")));
        demand("audience", audience.contains(settings.clientId()));
        demand("authorized party", audience.size() == 1 || settings.clientId().equals(token.getString("azp")));
        demand("nonce", nonce.equals(token.getString("nonce")));
        demand("expiry", token.getLong("exp", 0L) + LEEWAY_SECONDS > now);
        demand("subject", !token.getString("sub", "").isBlank());
        demand("firm", !token.getString(settings.claims().firmId(), "").isBlank());
        return token;
    }

    private SignedIn signedIn(JsonObject token, String returnPath) {
        var rights = rights(token);
        if (rights.isEmpty()) {
            throw Fault.of(Cause.NOT_ALLOWED);
        }
        var firm = token.getString(settings.claims().firmId());
        var name = token.getString("name", token.getString("sub"));
        return new SignedIn(
                new Person(token.getString("sub"), name),
                email(token),
                firm,
                token.getString(settings.claims().firmName(), firm),
                rights,
                returnPath);
    }

    /** An address that the provider itself calls unproved is nobody's. */
    private @Nullable MailAddress email(JsonObject token) {
        boolean unproved = "false".equals(String.valueOf(token.getValue("email_verified")));
        var claim = token.getValue(settings.claims().email());
        return claim == null || unproved
                ? null
                : MailAddress.read(claim.toString()).orElse(null);
    }

    /** Who may more may also do what is less. */
    private Set<Right> rights(JsonObject token) {
        var words = words(token.getValue(settings.claims().rights()));
        if (words.contains(settings.claims().administer())) {
            return EnumSet.allOf(Right.class);
        }
        if (words.contains(settings.claims().use())) {
            return EnumSet.of(Right.READ, Right.USE);
        }
        return words.contains(settings.claims().read()) ? EnumSet.of(Right.READ) : EnumSet.noneOf(Right.class);
    }

    private URI authorizeUrl(Secret state, Secret nonce, Secret verifier) {
        var request = new OAuth2AuthorizationURL()
                .setRedirectUri(settings.redirect().toString())
                .setScopes(settings.scopes())
                .setState(state.reveal())
                .setCodeChallenge(RandomKey.challenge(verifier))
                .setCodeChallengeMethod("S256")
                .putAdditionalParameter("nonce", nonce.reveal());
        return URI.create(provider.authorizeURL(request));
    }

    /** A path of ours, so that nobody is sent elsewhere by a link to us. */
    private static String localPath(String path) {
        boolean local = path.startsWith("/") && !path.startsWith("//") && path.length() < 1000;
        // Browsers drop tabs and line ends, and take \ for /, so that both may hide a second slash.
        return local && path.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\') ? path : "/integrations";
    }

    private static List<String> audience(JsonObject token) {
        return words(token.getValue("aud"));
    }

    private static List<String> words(@Nullable Object claim) {
        if (claim instanceof JsonArray list) {
            return list.stream().map(String::valueOf).toList();
        }
        return claim == null ? List.of() : Arrays.asList(claim.toString().split(" ", -1));
    }

    private static void demand(String check, boolean holds) {
        if (!holds) {
            throw refused(check);
        }
    }

    private static Fault refused(String check) {
        log.warn("sign-in refused: {}", check);
        return Fault.of(Cause.SIGN_IN_REFUSED);
    }
}
