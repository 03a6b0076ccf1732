package no.sticos.erp.web.shell;

import io.vertx.core.Handler;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line a request: reference, method, path, status, milliseconds.
 *
 * <p>Never the query: it carries what a person searches for and what Visma's sign-in sends back. Nor an invitation's
 * token, which is a path's last part.
 */
public final class RequestLog implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);
    private static final String INVITATIONS = "/invite/";

    @Override
    public void handle(RoutingContext ctx) {
        var reference = RequestReference.of(ctx);
        long start = System.nanoTime();
        ctx.addEndHandler(ended -> log.atInfo()
                .addKeyValue("reference", reference)
                .log(
                        "{} {} {} {} ms",
                        ctx.request().method(),
                        path(ctx),
                        ctx.response().getStatusCode(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis()));
        ctx.next();
    }

    private static String path(RoutingContext ctx) {
        var path = ctx.normalizedPath();
        int token = path.toLowerCase(Locale.ROOT).indexOf(INVITATIONS);
        return token < 0 ? path : path.substring(0, token + INVITATIONS.length()) + "…";
    }
}
