package no.sticos.erp.connect;

import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a browser brings back from an authorization server.
 *
 * @param state what we sent along; null if it came without
 * @param code the one-time code; null if there is none
 * @param error OAuth's error word; null if there is none
 * @param issuer who says it is answering (RFC 9207); null if it does not say
 */
public record Callback(
        @Nullable Secret state, @Nullable Secret code, @Nullable String error, @Nullable String issuer) {}
