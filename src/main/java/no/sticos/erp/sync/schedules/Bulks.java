package no.sticos.erp.sync.schedules;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.Reading;
import no.sticos.erp.sync.schedules.BulkTable.Change;

/**
 * «Synkroniser alle»: rounds over all clients of a firm, asked for on its page and told in its trail.
 *
 * <p>A round is a row, and a row for each client that it is to reach: those that are switched on and signed in when
 * it begins. What a person asked for twice is one round.
 */
public final class Bulks {
    private final Database database;
    private final BulkTable table;
    private final RequestCosts.Budget budget;

    /** {@code budget} is Visma's, of all nodes together. */
    public Bulks(Database database, RequestCosts.Budget budget) {
        this.database = database;
        this.table = new BulkTable(budget);
        this.budget = budget;
    }

    /** How many of the firm's clients a round would reach that began now. */
    public Single<Integer> reached(TenantId tenant) {
        return database.forTenant(tenant, tx -> BulkTable.reached(tx, tenant));
    }

    /** How long a round over so many clients lasts at least: Visma's budget allows no shorter one. */
    public Duration least(int clients) {
        return budget.leastPerClient(Reading.CHANGES).multipliedBy(clients);
    }

    /** The firm's newest round; empty if there never was one. */
    public Maybe<Bulk> newest(TenantId tenant) {
        return database.forTenant(tenant, tx -> table.newest(tx, tenant)).flatMapMaybe(Maybe::fromOptional);
    }

    /** Begins a round in which changes are read; one that is open is given as it is. */
    public Single<Bulk> start(TenantId tenant, Person person) {
        return database.forTenant(tenant, tx -> table.start(tx, tenant, Reading.CHANGES, person.name())
                .flatMap(members -> told(tx, tenant, person, AuditAction.BULK_STARTED, members))
                .flatMap(members -> table.known(tx, tenant)));
    }

    /** Puts no more of the firm's clients into the queue for now; those that are there go on. Safe to repeat. */
    public Completable pause(TenantId tenant, long bulk, Person person) {
        return change(Change.PAUSE, tenant, bulk, person, AuditAction.BULK_PAUSED);
    }

    /** Goes on. Safe to repeat. */
    public Completable resume(TenantId tenant, long bulk, Person person) {
        return change(Change.RESUME, tenant, bulk, person, AuditAction.BULK_RESUMED);
    }

    /** Ends the round here; whose turn has not come is not fetched. Safe to repeat. */
    public Completable stop(TenantId tenant, long bulk, Person person) {
        return change(Change.STOP, tenant, bulk, person, AuditAction.BULK_STOPPED);
    }

    private Completable change(Change change, TenantId tenant, long bulk, Person person, AuditAction action) {
        return database.forTenant(tenant, tx -> table.change(tx, change, bulk, person.name())
                        .flatMap(rows -> told(tx, tenant, person, action, rows)))
                .ignoreElement();
    }

    private static Single<Integer> told(Tx tx, TenantId tenant, Person person, AuditAction action, int rows) {
        return rows == 0
                ? Single.just(0)
                : AuditTrail.write(tx, AuditLine.done(tenant, person, action)).toSingleDefault(rows);
    }
}
