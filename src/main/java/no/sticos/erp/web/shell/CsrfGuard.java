package no.sticos.erp.web.shell;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * Refuses whatever changes something without the session's own token, which no other site can read.
 *
 * <p>The token comes as the form field {@code csrf} or the header {@code X-CSRF-Token}. Needs the body to be
 * read and the session to be known before it.
 */
public final class CsrfGuard implements Handler<RoutingContext> {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Function<RoutingContext, Optional<String>> sessionToken;

    /** {@code sessionToken}: the token of the request's session, empty if there is no session. */
    public CsrfGuard(Function<RoutingContext, Optional<String>> sessionToken) {
        this.sessionToken = sessionToken;
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (SAFE.contains(ctx.request().method())) {
            ctx.next();
            return;
        }
        var expected = sessionToken.apply(ctx);
        if (expected.isEmpty()) {
            ctx.fail(Fault.of(Cause.SIGNED_OUT));
        } else if (isSame(expected.get(), sent(ctx))) {
            ctx.next();
        } else {
            ctx.fail(Fault.of(Cause.NOT_ALLOWED));
        }
    }

    private static String sent(RoutingContext ctx) {
        var header = ctx.request().getHeader("X-CSRF-Token");
        return header != null
                ? header
                : Objects.requireNonNullElse(ctx.request().getFormAttribute("csrf"), "");
    }

    /** Takes the same time wherever the first difference is. */
    private static boolean isSame(String expected, String sent) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
