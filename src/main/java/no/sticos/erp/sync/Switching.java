package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;

/**
 * The buttons Aktiver, Deaktiver, Send data and Les på nytt: what a person wants of a client's fetching. All are refused while
 * something of the client is to be removed ({@link Removals#refuseWhile}).
 */
public final class Switching {
    private final Database database;
    private final Clients clients;
    private final RunTable runs;

    /** Does nothing yet. */
    public Switching(Database database, Clients clients, RunTable runs) {
        this.database = database;
        this.clients = clients;
        this.runs = runs;
    }

    /**
     * Switches a client on and asks for its first fetch, in one transaction. Safe to repeat. Fails as {@link
     * Clients#activate}.
     */
    public Single<Client> activate(TenantId tenant, ClientId client, Person person) {
        return clients.activate(tenant, client, person, (tx, active) -> Removals.refuseWhile(tx, active, true)
                .andThen(runs.enqueue(tx, tenant, client, Trigger.CLICK, person.name()))
                .ignoreElement());
    }

    /** Switches a client off and ends its run, in one transaction; its figures stay. */
    public Single<Client> deactivate(TenantId tenant, ClientId client, Person person) {
        return clients.deactivate(tenant, client, person, (tx, off) -> Removals.refuseWhile(tx, off, true)
                .andThen(runs.cancel(tx, client))
                .ignoreElement());
    }

    /**
     * Asks for a fetch now. A run under way is joined, and then nothing is added to the trail: a second press is
     * no second wish.
     *
     * @return true if a run was made, false if one was there already
     */
    public Single<Boolean> send(TenantId tenant, ClientId client, Person person) {
        return switchedOn(tenant, client)
                .flatMap(known -> database.forTenant(tenant, tx -> Removals.refuseWhile(tx, known, true)
                        .andThen(runs.enqueue(tx, tenant, client, Trigger.CLICK, person.name()))
                        .flatMap(made -> made ? told(tx, known, person) : Single.just(false))));
    }

    /**
     * Asks for everything to be read once more. A run that waits for its first turn reads everything then, whatever
     * it was to read; one that has begun is joined as it is, and gives false.
     *
     * @return true if everything will be read by a run that has not begun
     */
    public Single<Boolean> reread(TenantId tenant, ClientId client, Person person) {
        return switchedOn(tenant, client)
                .flatMap(known -> database.forTenant(tenant, tx -> Removals.refuseWhile(tx, known, true)
                        .andThen(runs.enqueue(tx, tenant, client, Trigger.CLICK, person.name()))
                        .flatMap(made -> made ? Single.just(true) : runs.widen(tx, client))
                        .flatMap(anew -> anew ? told(tx, known, person) : Single.just(false))));
    }

    private Single<Client> switchedOn(TenantId tenant, ClientId client) {
        return clients.find(tenant, client)
                .flatMap(known ->
                        known.active() ? Single.just(known) : Single.error(Fault.of(Cause.CLIENT_OFF, known.name())));
    }

    private static Single<Boolean> told(Tx tx, Client client, Person person) {
        var line = AuditLine.done(client.tenant(), person, AuditAction.SYNC_REQUESTED)
                .about(client);
        return AuditTrail.write(tx, line).toSingleDefault(true);
    }

    /** After a consent was renewed: a client that is switched on goes on by itself. */
    public Completable resume(TenantId tenant, ClientId client, Person person) {
        return clients.find(tenant, client)
                .filter(Client::active)
                .flatMapSingle(known -> database.forTenant(
                        tenant, tx -> runs.enqueue(tx, tenant, client, Trigger.CLICK, person.name())))
                .ignoreElement();
    }
}
