package no.sticos.erp.sandbox.identity;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an OAuth client asks for when it sends a browser to {@code /connect/authorize} (facts.md §1.4). */
record AuthorizeRequest(
        OAuthClient client,
        String redirectUri,
        List<String> scopes,
        @Nullable String state,
        @Nullable String challenge,
        boolean alwaysChooses,
        boolean onlyEAccounting) {
    private static final String EACCOUNTING = "service:44643EB1-3F76-4C1C-A672-402AE8085934";

    static AuthorizeRequest of(OAuthClient client, MultiMap params) {
        var prompt = text(params, "prompt");
        var acrValues = text(params, "acr_values");
        return new AuthorizeRequest(
                client,
                text(params, "redirect_uri"),
                Arrays.asList(text(params, "scope").trim().split("[ +]+")),
                params.get("state"),
                params.get("code_challenge"),
                prompt.contains("select_account") || acrValues.contains("forceselectcompany:true"),
                acrValues.contains(EACCOUNTING));
    }

    /** Where the browser goes with this answer. */
    String redirect(String name, String value) {
        var location = redirectUri + (redirectUri.contains("?") ? "&" : "?") + name + "=" + encoded(value);
        return state == null ? location : location + "&state=" + encoded(state);
    }

    /** Scheme, host and port of the redirect URI, for the pages' {@code form-action}. */
    String redirectOrigin() {
        var uri = URI.create(redirectUri);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    static String text(MultiMap params, String name) {
        var value = params.get(name);
        return value == null ? "" : value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
