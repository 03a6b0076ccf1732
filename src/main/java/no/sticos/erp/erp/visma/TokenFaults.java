package no.sticos.erp.erp.visma;

import java.util.function.UnaryOperator;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door in from the identity server: what its refusals mean (facts.md §1.7).
 *
 * <p>A consent is a person's work, so it ends only by the one answer that RFC 6749 §5.2 gives for it: status
 * 400 and a JSON object whose {@code error} is {@code invalid_grant}. The same words with another status, or
 * from a proxy, say nothing; what is unclear is taken as passing.
 */
final class TokenFaults {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFaults.class);
    private static final String INVALID_GRANT = "invalid_grant";

    private TokenFaults() {}

    /** What an answer other than tokens is: {@code GRANT_ENDED} or {@code VISMA_DOWN}; logs status and OAuth's code. */
    static Fault of(Answer answer) {
        var code = code(answer);
        LOG.warn("The identity server answered {}: {}", answer.status(), code);
        boolean over = answer.status() == 400 && answer.isJson() && code.equals(INVALID_GRANT);
        return Fault.of(over ? Cause.GRANT_ENDED : Cause.VISMA_DOWN);
    }

    /** For a person who is signing in: either the code is used up, or it did not work now. */
    static Fault ofExchange(Throwable error) {
        LOG.warn("A code gave no tokens: {}", word(error));
        return Fault.of(Fault.is(error, Cause.GRANT_ENDED) ? Cause.FLOW_OLD : Cause.EXCHANGE_FAILED);
    }

    /** For a consent that is in use: over, out of reach, or unclear and so to be tried again. */
    static Fault ofUse(Throwable error) {
        if (Fault.is(error, Cause.GRANT_ENDED) || Fault.is(error, Cause.NO_CONTACT)) {
            return (Fault) error;
        }
        LOG.warn("An answer of the identity server is unclear: {}", word(error));
        return Fault.of(Cause.VISMA_DOWN);
    }

    /** A fault's cause and fixed words; of anything else only the class, for its message can hold the answer. */
    private static String word(Throwable error) {
        return error instanceof Fault fault
                ? fault.reason() + " " + fault.args()
                : error.getClass().getSimpleName();
    }

    /** OAuth's code if the body is its error object; else a dash. Only its own alphabet reaches the log. */
    private static String code(Answer answer) {
        var code = answer.object(UnaryOperator.identity())
                .map(body -> body.string("error"))
                .orElse("");
        return code.matches("[a-z_]{1,40}") ? code : "-";
    }
}
