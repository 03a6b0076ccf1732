package no.sticos.erp.ledger;

import java.util.List;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;

/**
 * A resource that is not whole in a generation, and why: never to be read as zero.
 *
 * @param resource which
 * @param cause {@link Cause#VARIANT_LACKS} where the company does without it, which is no fault; {@link
 *     Cause#NOT_UNDERSTOOD} where documents were set aside; else why it was refused
 * @param args what fills the cause's text
 */
public record Gap(Resource resource, Cause cause, List<String> args) {
    /** Keeps its own copy. */
    public Gap {
        args = List.copyOf(args);
    }

    /** Whether the company has no such thing, so that nothing is missing. */
    public boolean isNotInUse() {
        return cause == Cause.VARIANT_LACKS;
    }
}
