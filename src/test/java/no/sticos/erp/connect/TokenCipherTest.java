package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import org.junit.jupiter.api.Test;

class TokenCipherTest {
    private static final TenantId FJELL = new TenantId(1);
    private static final ClientId CLIENT = new ClientId(7);
    private static final TokenPair TOKENS = new TokenPair(Secret.of("access æøå"), Secret.of("refresh"));
    private static final Secret KEYSET = TokenCipher.newKeyset();

    private final TokenCipher cipher = new TokenCipher(KEYSET);

    @Test
    void what_was_sealed_for_a_client_opens_for_it() {
        assertThat(cipher.open(FJELL, CLIENT, cipher.seal(FJELL, CLIENT, TOKENS)))
                .isEqualTo(TOKENS);
    }

    @Test
    void what_was_sealed_says_nothing_and_never_the_same() {
        var sealed = cipher.seal(FJELL, CLIENT, TOKENS);

        assertThat(sealed.toString()).doesNotContain("access").doesNotContain("refresh");
        assertThat(sealed).isNotEqualTo(cipher.seal(FJELL, CLIENT, TOKENS));
    }

    @Test
    void a_row_copied_to_another_client_or_firm_does_not_open() {
        var sealed = cipher.seal(FJELL, CLIENT, TOKENS);

        assertDoesNotOpen(cipher, new TenantId(2), CLIENT, sealed);
        assertDoesNotOpen(cipher, FJELL, new ClientId(8), sealed);
    }

    @Test
    void a_changed_byte_does_not_open() {
        var sealed = cipher.seal(FJELL, CLIENT, TOKENS);
        sealed.setByte(sealed.length() - 1, (byte) (sealed.getByte(sealed.length() - 1) ^ 1));

        assertDoesNotOpen(cipher, FJELL, CLIENT, sealed);
    }

    @Test
    void another_key_does_not_open() {
        assertDoesNotOpen(new TokenCipher(TokenCipher.newKeyset()), FJELL, CLIENT, cipher.seal(FJELL, CLIENT, TOKENS));
    }

    @Test
    void a_new_primary_key_still_opens_what_the_old_one_sealed() {
        var sealed = cipher.seal(FJELL, CLIENT, TOKENS);
        var rotated = new TokenCipher(rotated(KEYSET, TokenCipher.newKeyset()));

        assertThat(rotated.open(FJELL, CLIENT, sealed)).isEqualTo(TOKENS);
        assertDoesNotOpen(cipher, FJELL, CLIENT, rotated.seal(FJELL, CLIENT, TOKENS));
    }

    @Test
    void what_is_no_key_set_is_refused_without_being_quoted() {
        assertThatThrownBy(() -> new TokenCipher(Secret.of("{\"key\":\"hush\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
    }

    private static Secret rotated(Secret old, Secret fresh) {
        var keys = new JsonObject(fresh.reveal());
        keys.getJsonArray("key").addAll(new JsonObject(old.reveal()).getJsonArray("key"));
        return Secret.of(keys.encode());
    }

    private static void assertDoesNotOpen(TokenCipher cipher, TenantId tenant, ClientId client, Buffer sealed) {
        assertThatThrownBy(() -> cipher.open(tenant, client, sealed))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.reason()).isEqualTo(Cause.BUG));
    }
}
