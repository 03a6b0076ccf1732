package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import no.sticos.erp.clients.Client;
import no.sticos.erp.db.Tx;

/** What the room above knows of clients that are to be removed. */
@FunctionalInterface
public interface Leaving {
    /**
     * Fails while {@code client} or its system is on its way out, so that a consent that comes back in the meantime
     * does not bring it to life again. In the caller's transaction, which holds the client's row.
     */
    Completable refuse(Tx tx, Client client);
}
