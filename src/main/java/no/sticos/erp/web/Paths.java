package no.sticos.erp.web;

import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;

/** Reads ids out of addresses; what is none leads to the same page as what does not exist. */
final class Paths {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private Paths() {}

    static IntegrationId integration(RoutingContext ctx) {
        return new IntegrationId(id(ctx.pathParam("integration")));
    }

    static ClientId client(RoutingContext ctx) {
        return new ClientId(id(ctx.pathParam("client")));
    }

    private static long id(String text) {
        if (!ID.matcher(text).matches()) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        return Long.parseLong(text);
    }
}
