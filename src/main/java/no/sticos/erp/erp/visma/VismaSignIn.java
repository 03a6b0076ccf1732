package no.sticos.erp.erp.visma;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.auth.User;
import io.vertx.rxjava3.ext.auth.oauth2.OAuth2Auth;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.erp.Company;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.kernel.Secret;

/**
 * Consent at Visma's identity server: an authorization code with PKCE, renewed and revoked (facts.md §1).
 *
 * <p>Built on {@link OAuth2Auth}, of which only the four calls to the server are used; state and verifier
 * are the caller's. Tokens leave this class only in {@link Secret}; an error of the library is replaced,
 * not wrapped, because its message can hold the server's whole answer.
 */
public final class VismaSignIn implements SignIn {
    /** Read only, in this order (facts.md §1.3); {@code offline_access} is what gives a refresh token. */
    static final List<String> SCOPES =
            List.of("ea:api", "offline_access", "ea:sales_readonly", "ea:accounting_readonly", "ea:purchase_readonly");

    /** The picker lists only companies that have eAccounting (facts.md §1.4). */
    private static final String EACCOUNTING = "service:44643EB1-3F76-4C1C-A672-402AE8085934";

    private final VismaSettings settings;
    private final OAuth2Auth oauth;
    private final VismaHttp http;
    private final Scheduler timer;

    /** Connects nothing yet. */
    public VismaSignIn(Vertx vertx, VismaSettings settings) {
        this.settings = settings;
        this.oauth = OAuth2Auth.create(vertx, options(settings));
        this.http = new VismaHttp(vertx, settings.reading());
        this.timer = RxHelper.scheduler(vertx);
    }

    @Override
    public URI authorizeUrl(String state, Secret verifier) {
        var request = new OAuth2AuthorizationURL()
                .setRedirectUri(settings.client().redirect().toString())
                .setScopes(SCOPES)
                .setState(state)
                // The picker every time: a default company is the commonest wrong turn (facts.md §1.5).
                .setPrompt("select_account")
                .setCodeChallenge(challenge(verifier))
                .setCodeChallengeMethod("S256")
                .putAdditionalParameter("acr_values", EACCOUNTING);
        return URI.create(oauth.authorizeURL(request));
    }

    @Override
    public Single<Tokens> exchange(String code, Secret verifier) {
        var credentials = new Oauth2Credentials()
                .setFlow(OAuth2FlowType.AUTH_CODE)
                .setCode(code)
                .setCodeVerifier(verifier.reveal())
                .setRedirectUri(settings.client().redirect().toString());
        return tokens(oauth.rxAuthenticate(credentials))
                .onErrorResumeNext(error -> Single.error(TokenFaults.ofExchange(error)));
    }

    @Override
    public Single<Tokens> refresh(Secret refreshToken) {
        return tokens(oauth.rxRefresh(holder(refreshToken)))
                .onErrorResumeNext(error -> Single.error(TokenFaults.ofRefresh(error)));
    }

    @Override
    public Completable revoke(Secret refreshToken) {
        return oauth.rxRevoke(holder(refreshToken), "refresh_token")
                .timeout(timeoutMillis(), TimeUnit.MILLISECONDS, timer)
                .onErrorResumeNext(error -> Completable.error(TokenFaults.ofRevocation(error)));
    }

    /** Without a turn from the rate budget and without retries: a person waits, and it is one call a consent. */
    @Override
    public Single<Company> company(Secret accessToken) {
        return http.get(URI.create(settings.api() + "/companysettings"), accessToken)
                .map(answer -> company(answer, accessToken));
    }

    private static Company company(Answer answer, Secret accessToken) {
        if (answer.status() != 200 || !answer.isJson()) {
            throw VismaFaults.of(
                    answer,
                    new VismaFaults.Asked("/companysettings", "company_settings", "", "ea:sales_readonly", true));
        }
        return CompanyReader.read(answer, TokenClaims.of(accessToken).company());
    }

    private Single<Tokens> tokens(Single<User> call) {
        return call.timeout(timeoutMillis(), TimeUnit.MILLISECONDS, timer)
                .map(user -> TokenReply.read(user.principal()));
    }

    private long timeoutMillis() {
        return settings.reading().timeout().toMillis();
    }

    private static User holder(Secret refreshToken) {
        return User.create(new JsonObject().put("refresh_token", refreshToken.reveal()));
    }

    private static OAuth2Options options(VismaSettings settings) {
        var timeoutMillis = (int) settings.reading().timeout().toMillis();
        return new OAuth2Options()
                .setSite(settings.identity().toString())
                .setAuthorizationPath("/connect/authorize")
                .setTokenPath("/connect/token")
                .setRevocationPath("/connect/revocation")
                .setClientId(settings.client().id())
                .setClientSecret(settings.client().secret().reveal())
                .setHttpClientOptions(new HttpClientOptions()
                        .setConnectTimeout(Math.min(timeoutMillis, 10_000))
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout(timeoutMillis));
    }

    /** RFC 7636 §4.2. */
    private static String challenge(Secret verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(verifier.reveal().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
