package no.sticos.erp.erp.visma;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.auth.oauth2.OAuth2Auth;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import no.sticos.erp.erp.Company;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.kernel.Secret;

/**
 * Consent at Visma's identity server: an authorization code with PKCE, renewed and revoked (facts.md §1).
 *
 * <p>{@link OAuth2Auth} makes the address for the browser; state and verifier are the caller's. The calls to
 * the server are ours, because the library hides the status, and without it a failing server that says {@code
 * invalid_grant} could not be told from the end of a consent; nor has it a bound or a time limit. Tokens leave
 * this class only in {@link Secret}.
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

    /** Connects nothing yet. */
    public VismaSignIn(Vertx vertx, VismaSettings settings) {
        this.settings = settings;
        this.http = new VismaHttp(vertx, settings.reading());
        this.oauth = OAuth2Auth.create(
                vertx,
                new OAuth2Options()
                        .setSite(settings.identity().toString())
                        .setAuthorizationPath("/connect/authorize")
                        .setClientId(settings.client().id()));
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
        var form = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                settings.client().redirect().toString(),
                "code_verifier",
                verifier.reveal());
        return post("/connect/token", form)
                .map(TokenReply::read)
                .onErrorResumeNext(error -> Single.error(TokenFaults.ofExchange(error)));
    }

    @Override
    public Single<Tokens> refresh(Secret refreshToken) {
        var form = Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.reveal());
        return post("/connect/token", form)
                .map(TokenReply::read)
                .onErrorResumeNext(error -> Single.error(TokenFaults.ofUse(error)));
    }

    @Override
    public Completable revoke(Secret refreshToken) {
        var form = Map.of("token", refreshToken.reveal(), "token_type_hint", "refresh_token");
        return post("/connect/revocation", form)
                .flatMapCompletable(answer ->
                        answer.status() == 200 ? Completable.complete() : Completable.error(TokenFaults.of(answer)))
                .onErrorResumeNext(error -> Completable.error(TokenFaults.ofUse(error)));
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

    private Single<Answer> post(String path, Map<String, String> form) {
        return http.post(URI.create(settings.identity() + path), form, settings.client());
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
