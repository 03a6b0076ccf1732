package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;

/** What a run has learnt about a client's consent; kept by connect, which {@code Gateway} passes in. */
public interface Consents {
    /** Visma answered: the consent works. */
    Completable worked(ClientId client);

    /** Visma does not accept the consent any more. */
    Completable refused(ClientId client, Cause cause);
}
