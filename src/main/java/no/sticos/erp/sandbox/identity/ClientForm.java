package no.sticos.erp.sandbox.identity;

import io.vertx.core.MultiMap;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.sticos.erp.kernel.Secret;

/** A form that an OAuth client sent, after the client has shown its secret by Basic or in the body. */
public record ClientForm(OAuthClient client, MultiMap fields) {
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Reads the form; refuses another content type and an unknown client. */
    public static ClientForm read(RoutingContext context, List<OAuthClient> clients) {
        var type = context.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw new OAuthError("invalid_request");
        }
        var fields = context.request().formAttributes();
        var header = context.request().getHeader("Authorization");
        var shown = header == null ? fromBody(fields) : fromHeader(header);
        return clients.stream()
                .filter(client -> shown.isPresent() && client.id().equals(shown.get().id))
                .filter(client -> client.secret().equals(shown.get().secret))
                .findFirst()
                .map(client -> new ClientForm(client, fields))
                .orElseThrow(() -> new OAuthError("invalid_client"));
    }

    /** A field's text, empty if it was not sent. */
    public String field(String name) {
        var value = fields.get(name);
        return value == null ? "" : value;
    }

    private static Optional<Shown> fromBody(MultiMap fields) {
        var id = fields.get("client_id");
        var secret = fields.get("client_secret");
        return id == null || secret == null ? Optional.empty() : Optional.of(new Shown(id, Secret.of(secret)));
    }

    private static Optional<Shown> fromHeader(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return Optional.empty();
        }
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Shown(
                            decoded(pair.substring(0, colon)), Secret.of(decoded(pair.substring(colon + 1)))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private record Shown(String id, Secret secret) {}
}
