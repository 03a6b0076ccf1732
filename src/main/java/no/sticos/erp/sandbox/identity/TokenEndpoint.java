package no.sticos.erp.sandbox.identity;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.identity.OAuthClient.Refreshing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /connect/token} and {@code /connect/revocation} (facts.md §1.6, §1.7). */
final class TokenEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);

    private final Grants grants;
    private final AccessTokens tokens;

    TokenEndpoint(Grants grants, AccessTokens tokens) {
        this.grants = grants;
        this.tokens = tokens;
    }

    Reply token(ClientForm form) {
        return switch (form.field("grant_type")) {
            case "authorization_code" -> exchange(form);
            case "refresh_token" -> refresh(form);
            case "" -> throw new OAuthError("invalid_request");
            default -> throw new OAuthError("unsupported_grant_type");
        };
    }

    /** Answers 200 for unknown tokens too (RFC 7009 §2.2); another client's token stays. */
    Reply revoke(ClientForm form) {
        var token = form.field("token");
        var known = grants.grantOf(token);
        if (known.isPresent() && known.get().clientId().equals(form.client().id())) {
            boolean wasFirst = grants.end(token);
            LOG.debug("revoked, first time: {}", wasFirst);
        }
        return Reply.empty();
    }

    private Reply exchange(ClientForm form) {
        var code = grants.takeCode(form.field("code"))
                .filter(found -> found.grant().clientId().equals(form.client().id()))
                .filter(found -> found.redirectUri().equals(form.field("redirect_uri")))
                .filter(found ->
                        found.challenge() == null || found.challenge().equals(Tokens.hash(form.field("code_verifier"))))
                .orElseThrow(() -> new OAuthError("invalid_grant"));
        var grant = code.grant();
        var refreshToken = grant.scopes().contains("offline_access")
                ? Optional.of(grants.refreshToken(grant))
                : Optional.<String>empty();
        return answer(grant, refreshToken);
    }

    private Reply refresh(ClientForm form) {
        var token = form.field("refresh_token");
        var client = form.client();
        var grant = grants.grantOf(token).filter(found -> found.clientId().equals(client.id()));
        if (grant.isPresent() && client.refreshing() == Refreshing.REUSABLE) {
            return answer(grant.get(), Optional.of(token));
        }
        if (grant.isEmpty() || !grants.end(token)) {
            throw refused(client, token);
        }
        return answer(grant.get(), Optional.of(grants.successor(grant.get(), token)));
    }

    private OAuthError refused(OAuthClient client, String token) {
        // Another client's token is refused and left alone.
        if (client.refreshing() == Refreshing.ONE_TIME_OR_NONE
                && grants.grantOf(token).isEmpty()) {
            grants.endFamily(token);
        }
        return new OAuthError("invalid_grant");
    }

    private Reply answer(Grant grant, Optional<String> refreshToken) {
        var body = new JsonObject()
                .put("access_token", tokens.issue(grant))
                .put("expires_in", tokens.lifeSeconds())
                .put("token_type", "Bearer")
                .put("scope", String.join(" ", grant.scopes()));
        refreshToken.ifPresent(token -> body.put("refresh_token", token));
        return Reply.json(200, body).with("Cache-Control", "no-store");
    }
}
