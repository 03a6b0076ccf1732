package no.sticos.erp.web.shell;

import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import org.jspecify.annotations.Nullable;

/** Reads ids out of addresses; what is none leads to the same page as what does not exist. */
public final class Paths {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Paths() {}

    /** The integration that the address names; it need not exist. */
    public static IntegrationId integration(RoutingContext ctx) {
        return new IntegrationId(id(ctx.pathParam("integration")));
    }

    /** The client that the address names; it need not exist. */
    public static ClientId client(RoutingContext ctx) {
        return new ClientId(id(ctx.pathParam("client")));
    }

    /** The removal that the address names; it need not exist. */
    public static long removal(RoutingContext ctx) {
        return id(ctx.pathParam("removal"));
    }

    /** The round over all clients that the address names; it need not exist. */
    public static long bulk(RoutingContext ctx) {
        return id(ctx.pathParam("bulk"));
    }

    /** The firm's key that the address names; it need not exist. */
    public static long key(RoutingContext ctx) {
        return id(ctx.pathParam("key"));
    }

    /** The queue that the address names; it need not exist. */
    public static long queue(RoutingContext ctx) {
        return id(ctx.pathParam("queue"));
    }

    /** The consent that waits for a person's word which the address names; it need not exist. */
    public static UUID held(RoutingContext ctx) {
        var text = ctx.pathParam("held");
        if (!UUID_FORM.matcher(text).matches()) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        return UUID.fromString(text);
    }

    /** The number in an address' parameter; 0 for anything else. */
    public static long number(@Nullable String text) {
        return text != null && ID.matcher(text).matches() ? Long.parseLong(text) : 0;
    }

    /** The page of a firm's system. */
    public static String of(IntegrationId integration) {
        return "/integrations/" + integration.value();
    }

    /** A client's own page. */
    public static String of(ClientId client) {
        return "/clients/" + client.value();
    }

    /** What the figures of a client's account in a fiscal year are made of. */
    public static String account(long client, long account, LocalDate yearStart) {
        return "/clients/" + client + "/konto/" + account + "?aar=" + yearStart;
    }

    /** A client's voucher, with what was sent of it and when. */
    public static String voucher(long client, UUID voucher) {
        return "/clients/" + client + "/bilag/" + voucher;
    }

    private static long id(String text) {
        if (!ID.matcher(text).matches()) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        return Long.parseLong(text);
    }
}
