package no.sticos.erp.web.shell;

import io.vertx.core.Handler;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line a request: reference, method, path, status, milliseconds.
 *
 * <p>Never the query: it carries what a person searches for and what Visma's sign-in sends back.
 */
public final class RequestLog implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

    @Override
    public void handle(RoutingContext ctx) {
        var reference = RequestReference.of(ctx);
        long start = System.nanoTime();
        ctx.addEndHandler(ended -> log.atInfo()
                .addKeyValue("reference", reference)
                .log(
                        "{} {} {} {} ms",
                        ctx.request().method(),
                        ctx.normalizedPath(),
                        ctx.response().getStatusCode(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis()));
        ctx.next();
    }
}
