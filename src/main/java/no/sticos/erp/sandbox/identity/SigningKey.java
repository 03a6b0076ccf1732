package no.sticos.erp.sandbox.identity;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The RSA key behind all tokens: signs and reads JWTs (RS256) and shows its public half. */
public final class SigningKey {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final int BITS = 2048;

    private final KeyPair pair;
    private final String keyId;
    private final String thumbprint;

    private SigningKey(KeyPair pair) {
        this.pair = pair;
        var print = Tokens.digest("SHA-1", pair.getPublic().getEncoded());
        this.keyId = HexFormat.of().formatHex(print).toUpperCase(Locale.ROOT);
        this.thumbprint = URL.encodeToString(print);
    }

    /** Makes a key; takes some tenths of a second. */
    static SigningKey make() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new SigningKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key that {@link #encoded} gave. */
    static SigningKey of(byte[] encoded) {
        try {
            var factory = KeyFactory.getInstance("RSA");
            var secret = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            var open = factory.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
            return new SigningKey(new KeyPair(open, secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] encoded() {
        return pair.getPrivate().getEncoded();
    }

    /** A signed JWT with these claims. */
    public String sign(JsonObject claims) {
        var header = new JsonObject()
                .put("typ", "JWT")
                .put("alg", "RS256")
                .put("x5t", thumbprint)
                .put("kid", keyId);
        var content = part(header) + "." + part(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a JWT that this key signed; its times are not looked at. */
    public Optional<JsonObject> read(String jwt) {
        var parts = jwt.split("\\.", -1);
        try {
            return parts.length == 3 && isSigned(parts)
                    ? Optional.of(
                            new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException | DecodeException e) {
            return Optional.empty();
        }
    }

    /** The JSON Web Key Set. */
    public JsonObject jwks() {
        var open = (RSAPublicKey) pair.getPublic();
        var key = new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", keyId)
                .put("x5t", thumbprint)
                .put("n", unsigned(open.getModulus()))
                .put("e", unsigned(open.getPublicExponent()));
        return new JsonObject().put("keys", new JsonArray().add(key));
    }

    private boolean isSigned(String[] parts) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static String part(JsonObject json) {
        return URL.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return URL.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
