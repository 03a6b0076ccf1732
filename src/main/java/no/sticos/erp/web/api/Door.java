package no.sticos.erp.web.api;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.sticos.erp.connect.ApiKey;
import no.sticos.erp.connect.ApiKeys;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.web.shell.Throttle;

/** Lets in who has a key that opens what is asked for, so many times a minute. What cannot be a key is not looked for. */
final class Door {
    /** Calls of a key, on each node. */
    static final int MOST_A_MINUTE = 600;
    /** Keys whose calls are counted; beyond them those begin anew that were not used for longest. */
    static final int MOST_KEYS = 10_000;

    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S{1,200})", Pattern.CASE_INSENSITIVE);
    private static final String ASKS = "WWW-Authenticate";
    private static final String REALM = "Bearer realm=\"ERP-integrasjon\"";

    private final ApiKeys keys;
    private final LongSupplier clock;
    private final Map<Long, Throttle> throttles = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Throttle> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** {@code clock} gives nanoseconds since whenever. */
    Door(ApiKeys keys, LongSupplier clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The request's key. Fails with {@code API_KEY_REFUSED}, {@code API_SCOPE_MISSING} and {@code TOO_OFTEN}. */
    Single<ApiKey> open(RoutingContext ctx, Set<ApiScope> needed) {
        var header =
                Optional.ofNullable(ctx.request().getHeader("Authorization")).map(BEARER::matcher);
        var secret = header.filter(found -> found.matches()).map(found -> Secret.of(found.group(1)));
        return secret.isEmpty()
                ? Single.error(() -> refused(ctx, REALM))
                : keys.use(secret.get())
                        .switchIfEmpty(Single.error(() -> refused(ctx, REALM + ", error=\"invalid_token\"")))
                        .doOnSuccess(key -> demand(ctx, key, needed));
    }

    private void demand(RoutingContext ctx, ApiKey key, Set<ApiScope> needed) {
        throttle(key).demand();
        if (!key.scopes().containsAll(needed)) {
            var words = needed.stream().map(ApiScope::word).sorted().collect(Collectors.joining(" "));
            ctx.response().putHeader(ASKS, REALM + ", error=\"insufficient_scope\", scope=\"" + words + "\"");
            throw Fault.of(Cause.API_SCOPE_MISSING, words);
        }
    }

    private Throttle throttle(ApiKey key) {
        synchronized (throttles) {
            return throttles.computeIfAbsent(key.id(), id -> new Throttle(MOST_A_MINUTE, clock));
        }
    }

    private static Fault refused(RoutingContext ctx, String challenge) {
        ctx.response().putHeader(ASKS, challenge);
        return Fault.of(Cause.API_KEY_REFUSED);
    }
}
