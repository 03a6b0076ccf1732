package no.sticos.erp.erp.visma;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door in from the identity server: what its errors mean (facts.md §1.7).
 *
 * <p>The library gives no status, only a message: OAuth's error code, with the description after a colon,
 * or for anything else the status' words and the whole body. So the code is recognised by its form, and
 * what has another form is unclear and taken as passing. Only {@code invalid_grant} ends a consent.
 */
final class TokenFaults {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFaults.class);
    private static final Pattern OAUTH_ERROR = Pattern.compile("([a-z_]{1,40})(:.*)?", Pattern.DOTALL);
    private static final String INVALID_GRANT = "invalid_grant";

    private TokenFaults() {}

    static Fault ofExchange(Throwable error) {
        return Fault.of(isInvalidGrant(error) ? Cause.FLOW_OLD : Cause.EXCHANGE_FAILED);
    }

    static Fault ofRefresh(Throwable error) {
        return isInvalidGrant(error) ? Fault.of(Cause.GRANT_ENDED) : passing(error);
    }

    static Fault ofRevocation(Throwable error) {
        LOG.warn("Revocation failed: {}", word(error));
        return passing(error);
    }

    private static boolean isInvalidGrant(Throwable error) {
        LOG.warn("The token endpoint gave no tokens: {}", word(error));
        return INVALID_GRANT.equals(code(error));
    }

    private static Fault passing(Throwable error) {
        boolean noAnswer = error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof HttpClosedException;
        return Fault.of(noAnswer ? Cause.NO_CONTACT : Cause.VISMA_DOWN);
    }

    /** What may be logged: OAuth's code or the error's class, never the message. */
    private static String word(Throwable error) {
        var code = code(error);
        return code == null ? error.getClass().getSimpleName() : code;
    }

    private static @Nullable String code(Throwable error) {
        var form = OAUTH_ERROR.matcher(String.valueOf(error.getMessage()));
        return form.matches() ? form.group(1) : null;
    }
}
