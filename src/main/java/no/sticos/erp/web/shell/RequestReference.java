package no.sticos.erp.web.shell;

import io.vertx.rxjava3.ext.web.RoutingContext;
import no.sticos.erp.kernel.Reference;

/** Names a request in the log and, if it fails, on the page. */
public final class RequestReference {
    private static final String KEY = "no.sticos.erp.reference";

    private RequestReference() {}

    /** The request's reference, made when it is first asked for. */
    public static String of(RoutingContext ctx) {
        String known = ctx.get(KEY);
        if (known != null) {
            return known;
        }
        var fresh = Reference.fresh();
        ctx.put(KEY, fresh);
        return fresh;
    }
}
