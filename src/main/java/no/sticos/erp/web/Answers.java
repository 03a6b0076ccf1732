package no.sticos.erp.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a request: the few ways in which this room answers. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final String HTML = "text/html; charset=utf-8";

    private Answers() {}

    /** A page, or a part of one. */
    static void html(RoutingContext ctx, int status, Buffer body) {
        ctx.response().setStatusCode(status).putHeader("Content-Type", HTML);
        end(ctx, body);
    }

    /** Go on there with a GET. */
    static void seeOther(RoutingContext ctx, String location) {
        ctx.response().setStatusCode(303).putHeader("Location", location);
        end(ctx, Buffer.buffer());
    }

    /** Ends the response with {@code body}; a reader who went away is no error. */
    static void end(RoutingContext ctx, Buffer body) {
        var unused = ctx.response()
                .rxEnd(body)
                .subscribe(() -> {}, gone -> log.debug("the reader went away: {}", gone.toString()));
    }

    /** Whether htmx asks for a part of a page that stays. */
    static boolean isFragment(RoutingContext ctx) {
        return ctx.request().getHeader("HX-Request") != null;
    }
}
