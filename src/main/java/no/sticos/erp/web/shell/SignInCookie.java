package no.sticos.erp.web.shell;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What a browser keeps for the ten minutes of a sign-in, and sends to that sign-in's own addresses only. */
public final class SignInCookie {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int LONGEST = 1_000;

    private final String name;
    private final String path;
    private final boolean tls;

    private SignInCookie(String name, String path, boolean tls) {
        this.name = name;
        this.path = path;
        this.tls = tls;
    }

    /** Binds the flow to the browser that began it. */
    public static SignInCookie flow(boolean tls) {
        return new SignInCookie("erp-flow", "/sign-in", tls);
    }

    /** Where the person was going, until the flow keeps it on the server. */
    public static SignInCookie wayBack(boolean tls) {
        return new SignInCookie("erp-to", "/sign-in", tls);
    }

    /** Binds the way to Visma to the browser of somebody who has a link instead of a session. */
    public static SignInCookie invited(boolean tls) {
        return new SignInCookie("erp-invited", "/visma/callback", tls);
    }

    /** What the browser holds; anybody could have written it. */
    public Optional<String> read(RoutingContext ctx) {
        return Optional.ofNullable(ctx.request().getCookie(name))
                .map(Cookie::getValue)
                .map(SignInCookie::decoded);
    }

    /** A value that is too long to be one of ours is not kept. */
    public void write(RoutingContext ctx, String value) {
        if (value.length() <= LONGEST) {
            var cookie = cookie(URLEncoder.encode(value, StandardCharsets.UTF_8));
            ctx.response().addCookie(cookie.setMaxAge(LIFE.toSeconds()));
        }
    }

    /** Makes the browser forget. */
    public void clear(RoutingContext ctx) {
        ctx.response().addCookie(cookie("").setMaxAge(0));
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(name, value)
                .setHttpOnly(true)
                .setSecure(tls)
                .setSameSite(CookieSameSite.LAX)
                .setPath(path);
    }

    /** What somebody else wrote there is nothing. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            return "";
        }
    }
}
