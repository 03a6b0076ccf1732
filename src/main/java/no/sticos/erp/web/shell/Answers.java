package no.sticos.erp.web.shell;

import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a request: the few ways in which this room answers. */
public final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final String HTML = "text/html; charset=utf-8";

    private Answers() {}

    /** A page, or a part of one. */
    public static void html(RoutingContext ctx, int status, Buffer body) {
        ctx.response().setStatusCode(status).putHeader("Content-Type", HTML);
        end(ctx, body);
    }

    /** Data for programs. */
    public static void json(RoutingContext ctx, Buffer body) {
        ctx.response().setStatusCode(200).putHeader("Content-Type", "application/json");
        end(ctx, body);
    }

    /** A file for a spreadsheet, to be kept under this name. */
    public static void file(RoutingContext ctx, String name, Buffer body) {
        file(ctx, name, "text/csv; charset=utf-8", body);
    }

    /** A file of any type, to be kept under this name. */
    public static void file(RoutingContext ctx, String name, String type, Buffer body) {
        ctx.response()
                .setStatusCode(200)
                .putHeader("Content-Type", type)
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        end(ctx, body);
    }

    /** Whether a program asks, and not a browser. */
    public static boolean wantsJson(RoutingContext ctx) {
        var accept = Objects.requireNonNullElse(ctx.request().getHeader("Accept"), "");
        return accept.contains("json") && !accept.contains("text/html");
    }

    /** Go on there with a GET. */
    public static void seeOther(RoutingContext ctx, String location) {
        ctx.response().setStatusCode(303).putHeader("Location", location);
        end(ctx, Buffer.buffer());
    }

    /** Ends the response with {@code body}; a reader who went away is no error. */
    public static void end(RoutingContext ctx, Buffer body) {
        var unused = ctx.response()
                .rxEnd(body)
                .subscribe(() -> {}, gone -> log.debug("the reader went away: {}", gone.toString()));
    }

    /** Whether htmx asks for a part of a page that stays. */
    public static boolean isFragment(RoutingContext ctx) {
        return ctx.request().getHeader("HX-Request") != null;
    }

    /** Whether the form was on the page at {@code path}, whatever part of it was looked at. */
    public static boolean cameFrom(RoutingContext ctx, String path) {
        return isAt(ctx.request().getHeader("Referer"), path);
    }

    /** Whether {@code address}, as a browser tells it, is that of the page at {@code path}. */
    public static boolean isAt(@Nullable String address, String path) {
        return address != null && address.replaceFirst("[?#].*", "").endsWith(path);
    }

    /** Leaves for Visma; htmx is told to let the browser go there itself. */
    public static void away(RoutingContext ctx, String location) {
        if (Answers.isFragment(ctx)) {
            ctx.response().putHeader("HX-Redirect", location);
            Answers.html(ctx, 200, Buffer.buffer());
        } else {
            Answers.seeOther(ctx, location);
        }
    }
}
