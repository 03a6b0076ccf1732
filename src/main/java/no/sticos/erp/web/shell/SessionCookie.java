package no.sticos.erp.web.shell;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The one cookie: it names the session, and says nothing else.
 *
 * <p>Under TLS its name begins with {@code __Host-}, by which a browser guarantees that it was set by this
 * very host over https. Lax, because the way back from Visma's sign-in is a link from another site.
 */
public final class SessionCookie {
    private final boolean tls;
    private final String name;

    /** {@code tls}: people reach us by https. */
    public SessionCookie(boolean tls) {
        this.tls = tls;
        this.name = tls ? "__Host-erp" : "erp";
    }

    /** The session that the browser names; not checked. */
    public Optional<String> read(RoutingContext ctx) {
        return Optional.ofNullable(ctx.request().getCookie(name)).map(Cookie::getValue);
    }

    /** Gives the browser the name of its session, for at most {@code life}. */
    public void write(RoutingContext ctx, String session, Duration life) {
        ctx.response().addCookie(cookie(session).setMaxAge(life.toSeconds()));
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
                .setPath("/");
    }
}
