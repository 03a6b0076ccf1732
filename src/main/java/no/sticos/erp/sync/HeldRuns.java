package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.Generations;

/** The button Godta: a generation that lost so many vouchers that it waits for a person goes on when she has seen it. */
public final class HeldRuns {
    private static final Sql HELD = Sql.of(HeldRuns.class, "run-held");

    private final Database database;
    private final Clients clients;
    private final Generations generations;
    private final RunTable runs;

    /** Does nothing yet. */
    public HeldRuns(Database database, Clients clients, Generations generations, RunTable runs) {
        this.database = database;
        this.clients = clients;
        this.generations = generations;
        this.runs = runs;
    }

    /**
     * Accepts that as many vouchers are gone as the client's held run told of, and asks for a run, which publishes if
     * no more are gone by then. In one transaction; safe to repeat, also at the same moment.
     *
     * @return false if the client's newest run is not held (any more), and then nothing is done
     */
    public Single<Boolean> accept(TenantId tenant, ClientId client, Person person) {
        return clients.find(tenant, client)
                .flatMap(known ->
                        known.active() ? Single.just(known) : Single.error(Fault.of(Cause.CLIENT_OFF, known.name())))
                .flatMap(known -> database.forTenant(tenant, tx -> Removals.refuseWhile(tx, known, true)
                        .andThen(gone(tx, client))
                        .flatMap(gone -> accept(tx, known, gone, person).toMaybe())
                        .defaultIfEmpty(false)));
    }

    private Single<Boolean> accept(Tx tx, Client client, long gone, Person person) {
        var line = AuditLine.done(client.tenant(), person, AuditAction.GENERATION_ACCEPTED)
                .about(client);
        return generations
                .accept(tx, client.id(), gone)
                .flatMap(rows -> runs.enqueue(tx, client.tenant(), client.id(), Trigger.CLICK, person.name()))
                .flatMap(made -> made ? AuditTrail.write(tx, line).toSingleDefault(true) : Single.just(true));
    }

    private static Maybe<Long> gone(Tx tx, ClientId client) {
        return Maybe.defer(() -> tx.list(HELD, row -> row.getLong("gone"), client.value())
                .flatMapMaybe(held -> held.isEmpty() ? Maybe.empty() : Maybe.just(held.get(0))));
    }
}
