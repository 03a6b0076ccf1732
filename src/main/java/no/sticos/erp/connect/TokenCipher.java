package no.sticos.erp.connect;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.mail.LetterSeal;

/**
 * Encrypts a grant's tokens for its row (AES-256-GCM by Tink, firm and client, or else the row, as associated data), and
 * letters for theirs.
 *
 * <p>New ciphertext is made with the key set's primary key; any key of the set opens what it once made, so
 * that a new primary key needs no stop. What does not open is a {@code BUG}, never an ended grant: a wrong
 * key in one node's settings must not sign thousands of clients out. Safe to share between threads.
 */
public final class TokenCipher {
    private static final Configuration CONFIG = AeadConfig2026.get();

    private final Aead aead;

    /** Uses a key set in Tink's JSON form, as {@link #newKeyset} makes it; refuses anything else. */
    public TokenCipher(Secret keyset) {
        try {
            aead = TinkJsonProtoKeysetFormat.parseKeyset(keyset.reveal(), CONFIG, InsecureSecretKeyAccess.get())
                    .getPrimitive(CONFIG, Aead.class);
        } catch (GeneralSecurityException e) {
            // Its message may quote the text, so it is not passed on.
            throw new IllegalArgumentException(
                    "the token key set cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** A new key set with one AES-256-GCM key, to be kept outside the database. */
    public static Secret newKeyset() {
        try {
            var handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, CONFIG);
            return Secret.of(TinkJsonProtoKeysetFormat.serializeKeyset(handle, CONFIG, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot make a key", e);
        }
    }

    /** The tokens as they may be stored for this client. */
    Buffer seal(TenantId tenant, ClientId client, TokenPair tokens) {
        return seal(tokens, owner(tenant, client));
    }

    /** The tokens that were sealed for this client; anybody else's do not open. */
    TokenPair open(TenantId tenant, ClientId client, Buffer sealed) {
        return open(sealed, owner(tenant, client), "client " + client);
    }

    /** The tokens as they may be stored while nobody knows whether there will be a client. */
    Buffer sealHeld(TenantId tenant, UUID held, TokenPair tokens) {
        return seal(tokens, holder(tenant, held));
    }

    /** The tokens that were sealed for this held consent. */
    TokenPair openHeld(TenantId tenant, UUID held, Buffer sealed) {
        return open(sealed, holder(tenant, held), "a held consent");
    }

    /** What keeps letters unread until they are sent, with the same keys. */
    public LetterSeal letters() {
        return new LetterSeal() {
            @Override
            public Buffer seal(UUID mail, Buffer letter) {
                return encrypted(letter, mailbox(mail));
            }

            @Override
            public Buffer open(UUID mail, Buffer sealed) {
                return decrypted(sealed, mailbox(mail), "a letter does not open");
            }
        };
    }

    private Buffer seal(TokenPair tokens, byte[] owner) {
        var clear = new JsonObject()
                .put("access", tokens.access().reveal())
                .put("refresh", tokens.refresh().reveal());
        return encrypted(clear.toBuffer(), owner);
    }

    private TokenPair open(Buffer sealed, byte[] owner, String whose) {
        var broken = "tokens of " + whose + " do not open";
        try {
            var clear = new JsonObject(decrypted(sealed, owner, broken));
            return new TokenPair(Secret.of(clear.getString("access")), Secret.of(clear.getString("refresh")));
        } catch (DecodeException e) {
            throw Fault.of(Cause.BUG, e, broken);
        }
    }

    private Buffer encrypted(Buffer clear, byte[] owner) {
        try {
            return Buffer.buffer(aead.encrypt(clear.getBytes(), owner));
        } catch (GeneralSecurityException e) {
            throw Fault.of(Cause.BUG, e);
        }
    }

    private Buffer decrypted(Buffer sealed, byte[] owner, String broken) {
        try {
            return Buffer.buffer(aead.decrypt(sealed.getBytes(), owner));
        } catch (GeneralSecurityException e) {
            throw Fault.of(Cause.BUG, e, broken);
        }
    }

    private static byte[] owner(TenantId tenant, ClientId client) {
        return ("tenant " + tenant + " client " + client).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mailbox(UUID mail) {
        return ("mail " + mail).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] holder(TenantId tenant, UUID held) {
        return ("tenant " + tenant + " held " + held).getBytes(StandardCharsets.UTF_8);
    }
}
