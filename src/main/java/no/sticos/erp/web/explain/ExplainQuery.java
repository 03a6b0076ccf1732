package no.sticos.erp.web.explain;

import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.AccountExplanation;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Paths;
import org.jspecify.annotations.Nullable;

/**
 * What an address asks to have explained. What cannot be read leads to the same page as what does not exist.
 *
 * @param ctx the request
 * @param generation which books; null = the current ones
 * @param json whether the answer is to be JSON
 */
record ExplainQuery(RoutingContext ctx, @Nullable Integer generation, boolean json) {
    private static final Pattern GENERATION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    static ExplainQuery of(RoutingContext ctx) {
        var generation = ctx.request().getParam("generasjon");
        if (generation != null && !GENERATION.matcher(generation).matches()) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        return new ExplainQuery(ctx, generation == null ? null : Integer.valueOf(generation), Answers.wantsJson(ctx));
    }

    /** The account in the path. */
    long account() {
        long number = Paths.number(ctx.pathParam("account"));
        if (number == 0) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        return number;
    }

    /** The voucher in the path. */
    UUID voucher() {
        var id = ctx.pathParam("voucher");
        if (!ID.matcher(id).matches()) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        return UUID.fromString(id);
    }

    /** {@code aar}: the fiscal year's first day. */
    LocalDate year() {
        try {
            return LocalDate.parse(String.valueOf(ctx.request().getParam("aar")));
        } catch (DateTimeException e) {
            throw Fault.of(Cause.NOT_FOUND, e);
        }
    }

    /** {@code etter}: where the rows go on; null = from the newest. */
    AccountExplanation.@Nullable Place after() {
        var text = ctx.request().getParam("etter");
        if (text == null) {
            return null;
        }
        var place = AccountExplanation.Place.read(text);
        if (place == null) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        return place;
    }
}
