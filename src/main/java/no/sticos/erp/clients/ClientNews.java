package no.sticos.erp.clients;

import io.reactivex.rxjava3.core.Completable;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;

/**
 * Who is told when a client's standing changes; kept by a room above, which {@code ConnectRoom} passes in.
 *
 * <p>Each call is the last thing before the commit of what it tells of, and is undone with it. No person is named.
 */
public interface ClientNews {
    /** Tells nobody. */
    ClientNews NONE = new ClientNews() {
        @Override
        public Completable activated(Tx tx, TenantId tenant, ClientId client) {
            return Completable.complete();
        }

        @Override
        public Completable deactivated(Tx tx, TenantId tenant, ClientId client) {
            return Completable.complete();
        }

        @Override
        public Completable needsSignIn(Tx tx, TenantId tenant, ClientId client, Cause cause) {
            return Completable.complete();
        }
    };

    /** The client was switched on. */
    Completable activated(Tx tx, TenantId tenant, ClientId client);

    /** The client was switched off, by a person or because its new identity breaks the rules. */
    Completable deactivated(Tx tx, TenantId tenant, ClientId client);

    /** The accounting system accepts the client's consent no more. */
    Completable needsSignIn(Tx tx, TenantId tenant, ClientId client, Cause cause);
}
