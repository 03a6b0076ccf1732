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
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.NumberSeries;
import no.sticos.erp.ledger.VoucherNumbers;

/** What a person says of a gap in the voucher numbers; the note and its line in the trail stand together. */
public final class GapNotes {
    private final Database database;
    private final Clients clients;

    /** Does nothing yet. */
    public GapNotes(Database database, Clients clients) {
        this.database = database;
        this.clients = clients;
    }

    /**
     * Adds a note to a gap; one that was there before is kept, and the same twice is one. Fails as {@link
     * VoucherNumbers#note}, with {@code NOT_FOUND} for another firm's client, and while the client is being removed.
     *
     * @param gap as the page shows it
     * @param text what the person wrote; blanks around it do not count
     */
    public Completable add(TenantId tenant, ClientId client, NumberSeries.Place gap, String text, Person person) {
        return clients.find(tenant, client).flatMapCompletable(known -> add(known, gap, text, person));
    }

    private Completable add(Client client, NumberSeries.Place gap, String text, Person person) {
        var line = AuditLine.done(client.tenant(), person, AuditAction.GAP_EXPLAINED)
                .about(client);
        return database.forTenant(client.tenant(), tx -> Removals.refuseWhile(tx, client, true)
                        .andThen(VoucherNumbers.note(tx, client.id(), gap, text, person.subject(), person.name()))
                        .flatMap(
                                added -> added ? AuditTrail.write(tx, line).toSingleDefault(true) : Single.just(false)))
                .ignoreElement();
    }
}
