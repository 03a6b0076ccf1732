package no.sticos.erp.web.shell;

import io.vertx.core.Handler;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;

/**
 * Tells the browser what a page may do: nothing but use our own files and post to ourselves.
 *
 * <p>Sits before all routes, so that errors carry the headers too. Nothing is kept by browser or proxy
 * unless a handler says otherwise: pages show a firm's data.
 */
public final class SecurityHeaders implements Handler<RoutingContext> {
    private static final String BEFORE_FORMS = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'";
    private static final String AFTER_FORMS = "; base-uri 'none'; frame-ancestors 'none'";
    private static final String POLICY = "Content-Security-Policy";

    private final boolean tls;

    /** {@code tls}: people reach us by https, here or at the proxy in front. */
    public SecurityHeaders(boolean tls) {
        this.tls = tls;
    }

    @Override
    public void handle(RoutingContext ctx) {
        var response = ctx.response()
                .putHeader(POLICY, BEFORE_FORMS + AFTER_FORMS)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        if (tls) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        ctx.next();
    }

    /** Has the browser tell no site, not even ours, where it was: the address itself opens a door. */
    public static void namesNobody(RoutingContext ctx) {
        ctx.response().putHeader("Referrer-Policy", "no-referrer");
    }

    /**
     * Lets this one page's forms end at {@code elsewhere} too: a browser counts the redirect behind a POST
     * as a target of the form, and Visma's sign-in is such a target.
     */
    public static void allowFormsTo(RoutingContext ctx, URI elsewhere) {
        var origin = elsewhere.getScheme() + "://" + elsewhere.getRawAuthority();
        ctx.response().putHeader(POLICY, BEFORE_FORMS + " " + origin + AFTER_FORMS);
    }

    /** A style sheet, a script or a font obeys the page that asks for it: a policy of its own is only weight. */
    static void leaveOutWhatDocumentsObey(RoutingContext ctx) {
        ctx.response().headers().remove(POLICY).remove("Cross-Origin-Opener-Policy");
    }
}
