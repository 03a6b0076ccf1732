package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import java.util.function.BiFunction;
import java.util.function.Function;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;

/** What a run has learnt about a client's consent; kept by connect, which {@code SyncRoom} passes in. */
public interface Consents {
    /** Kept by whoever these are of. */
    static Consents of(Function<ClientId, Completable> worked, BiFunction<ClientId, Cause, Completable> refused) {
        return new Consents() {
            @Override
            public Completable worked(ClientId client) {
                return worked.apply(client);
            }

            @Override
            public Completable refused(ClientId client, Cause cause) {
                return refused.apply(client, cause);
            }
        };
    }

    /** Visma answered: the consent works. */
    Completable worked(ClientId client);

    /** Visma does not accept the consent any more. */
    Completable refused(ClientId client, Cause cause);
}
