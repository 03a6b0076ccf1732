package no.sticos.erp.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.TokenRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import no.sticos.erp.connect.Callback;
import no.sticos.erp.kernel.Secret;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** An OpenID Connect server that we did not write, made to say what a test wants to hear from it. */
public final class OidcServer implements AutoCloseable {
    private static final String NAME = "sticos";

    private final ChangingKeys keys = new ChangingKeys();
    private final AtomicReference<Map<String, Object>> claims = new AtomicReference<>(Map.of());
    private final AtomicReference<@Nullable JsonObject> answer = new AtomicReference<>();
    private final MockOAuth2Server server = new MockOAuth2Server(
            new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(keys), Set.of(new ChosenClaims())),
            new ChosenAnswer());
    private final HttpClient browser = HttpClient.newHttpClient();

    /** Says what the test chose. */
    private final class ChosenClaims extends DefaultOAuth2TokenCallback {
        ChosenClaims() {
            super(NAME, "sub-kari", "JWT", List.of("erp-integrasjon"), Map.of(), 600);
        }

        @Override
        public Map<String, Object> addClaims(TokenRequest request) {
            return claims.get();
        }
    }

    /** Stands before the token endpoint and answers once in its place, if the test wants it. */
    private final class ChosenAnswer implements Route {
        @Override
        public boolean match(OAuth2HttpRequest request) {
            return answer.get() != null && request.getUrl().encodedPath().endsWith("/token");
        }

        @Override
        public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
            var body = Objects.requireNonNull(answer.getAndSet(null)).encode();
            return new OAuth2HttpResponse(Headers.of("Content-Type", "application/json"), 200, body, null);
        }
    }

    /** Signs with one key at a time, whose id changes with it. */
    private static final class ChangingKeys extends KeyProvider {
        private final AtomicInteger changes = new AtomicInteger();

        @Override
        public JWK signingKey(String issuer) {
            return super.signingKey(issuer + "-" + changes.get());
        }
    }

    /** Starts it at a port of its own. */
    public OidcServer() {
        server.start();
    }

    /** What it calls itself. */
    public URI issuer() {
        return server.issuerUrl(NAME).uri();
    }

    /** From now on it signs with another key, and publishes that one only. */
    public void changeKeys() {
        keys.changes.incrementAndGet();
    }

    /** Tokens say this from now on, besides the usual or in its place. */
    public void claims(Map<String, Object> said) {
        claims.set(Map.copyOf(said));
    }

    /** The next code is traded for this, whatever it is. */
    public void answer(JsonObject body) {
        answer.set(body);
    }

    /** What a browser that was sent to {@code location} brings back when its person is signed in. */
    public Callback allow(URI location) {
        try {
            var reply = browser.send(HttpRequest.newBuilder(location).build(), HttpResponse.BodyHandlers.discarding());
            var query = query(URI.create(reply.headers().firstValue("Location").orElseThrow()));
            return new Callback(secret(query.get("state")), secret(query.get("code")), null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A token that somebody else signed, under the id of the server's own key. */
    public String forged(Map<String, Object> claims) {
        try {
            var foreign = new RSAKeyGenerator(2048).generate();
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(keys.signingKey(NAME).getKeyID())
                    .build();
            var token = new SignedJWT(header, claimsSet(claims));
            token.sign(new RSASSASigner(foreign));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("no key", e);
        }
    }

    /** A token that nobody signed. */
    public static String unsigned(Map<String, Object> claims) {
        return new PlainJWT(claimsSet(claims)).serialize();
    }

    /** The parameters of an address. */
    public static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.shutdown();
    }

    private static JWTClaimsSet claimsSet(Map<String, Object> claims) {
        var set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        return set.build();
    }

    private static @Nullable Secret secret(@Nullable String text) {
        return text == null ? null : Secret.of(text);
    }
}
