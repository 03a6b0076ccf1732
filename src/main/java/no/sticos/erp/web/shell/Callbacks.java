package no.sticos.erp.web.shell;

import io.vertx.rxjava3.ext.web.RoutingContext;
import no.sticos.erp.connect.Callback;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/** Reads what a browser brings back from somebody else's sign-in. */
public final class Callbacks {
    private Callbacks() {}

    /** The answer in the request's parameters; an empty one counts as not there. */
    public static Callback of(RoutingContext ctx) {
        return new Callback(
                secret(ctx.request().getParam("state")),
                secret(ctx.request().getParam("code")),
                ctx.request().getParam("error"),
                ctx.request().getParam("iss"));
    }

    private static @Nullable Secret secret(@Nullable String text) {
        return text == null || text.isEmpty() ? null : Secret.of(text);
    }
}
