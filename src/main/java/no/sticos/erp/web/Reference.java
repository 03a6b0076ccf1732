package no.sticos.erp.web;

import io.vertx.rxjava3.ext.web.RoutingContext;
import java.security.SecureRandom;

/**
 * Names a request in the log and, if it fails, on the page: {@code 7F3K-22}.
 *
 * <p>Four signs and two digits that can be read out on the telephone; enough to find a moment, not meant to
 * be unique for ever.
 */
final class Reference {
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String KEY = "no.sticos.erp.reference";
    private static final SecureRandom random = new SecureRandom();

    private Reference() {}

    /** The request's reference, made when it is first asked for. */
    static String of(RoutingContext ctx) {
        String known = ctx.get(KEY);
        if (known != null) {
            return known;
        }
        var fresh = fresh();
        ctx.put(KEY, fresh);
        return fresh;
    }

    private static String fresh() {
        var out = new StringBuilder(7);
        for (int i = 0; i < 4; i++) {
            out.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return out.append('-')
                .append(random.nextInt(10))
                .append(random.nextInt(10))
                .toString();
    }
}
