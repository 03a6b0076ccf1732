package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import no.sticos.erp.clients.ClientNews;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;

/** Writes news of clients into their streams. */
public final class ClientEvents implements ClientNews {
    private final Outbox outbox;

    /** Writes by {@code outbox}. */
    public ClientEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Completable activated(Tx tx, TenantId tenant, ClientId client) {
        return outbox.tell(tx, tenant, client, EventKind.ACTIVATED, null);
    }

    @Override
    public Completable deactivated(Tx tx, TenantId tenant, ClientId client) {
        return outbox.tell(tx, tenant, client, EventKind.DEACTIVATED, null);
    }

    @Override
    public Completable needsSignIn(Tx tx, TenantId tenant, ClientId client, Cause cause) {
        return outbox.tell(tx, tenant, client, EventKind.NEEDS_SIGN_IN, cause);
    }
}
