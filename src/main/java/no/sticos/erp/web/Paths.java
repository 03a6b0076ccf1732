package no.sticos.erp.web;

import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import org.jspecify.annotations.Nullable;

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

    /** The number in an address' parameter; 0 for anything else. */
    static long number(@Nullable String text) {
        return text != null && ID.matcher(text).matches() ? Long.parseLong(text) : 0;
    }

    private static long id(String text) {
        if (!ID.matcher(text).matches()) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        return Long.parseLong(text);
    }
}
