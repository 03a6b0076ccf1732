package no.sticos.erp.sync.schedules;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** What people want of their clients' fetching: one schedule for a firm, and another for a client that needs it. */
public final class Schedules {
    private static final Sql READ = Sql.of(Schedules.class, "read-schedule");
    private static final Sql SET = Sql.of(Schedules.class, "set-schedule");
    private static final Sql DROP = Sql.of(Schedules.class, "drop-schedule");
    private static final Sql MOVE = Sql.of(Schedules.class, "move-dues");
    private static final Sql NEXT = Sql.of(Schedules.class, "next-fetch");

    private final Database database;
    private final Schedule usual;

    /** {@code usual} holds where nobody has chosen. */
    public Schedules(Database database, Schedule usual) {
        this.database = database;
        this.usual = usual;
    }

    /** The schedule of all of the firm's clients that have none of their own. */
    public Single<Schedule> of(TenantId tenant) {
        return database.forTenant(tenant, tx -> read(tx, tenant, null));
    }

    /** The schedule that holds for a client, its own or its firm's. */
    public Single<Schedule> of(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> read(tx, tenant, client));
    }

    /** When the client's schedule fetches it next; empty while it does not. */
    public Maybe<Instant> next(TenantId tenant, ClientId client) {
        return database.forTenant(
                        tenant,
                        tx -> tx.list(
                                NEXT, row -> row.getOffsetDateTime("due_at").toInstant(), client.value()))
                .flatMapMaybe(times -> times.isEmpty() ? Maybe.empty() : Maybe.just(times.get(0)));
    }

    /**
     * Chooses for the firm, null: the usual one again; clients with a schedule of their own keep it. What holds already
     * changes nothing.
     */
    public Completable choose(TenantId tenant, @Nullable Schedule schedule, Person person) {
        var line = AuditLine.done(tenant, person, AuditAction.SCHEDULE_CHANGED);
        return database.forTenant(tenant, tx -> set(tx, tenant, null, schedule, person)
                        .flatMap(changed -> told(tx, tenant, null, line, changed)))
                .ignoreElement();
    }

    /** Chooses for one client, which must be known to be the firm's; null lets it follow the firm again. */
    public Completable choose(Client client, @Nullable Schedule schedule, Person person) {
        var line = AuditLine.done(client.tenant(), person, AuditAction.SCHEDULE_CHANGED)
                .about(client);
        return database.forTenant(client.tenant(), tx -> set(tx, client.tenant(), client.id(), schedule, person)
                        .flatMap(changed -> told(tx, client.tenant(), client.id(), line, changed)))
                .ignoreElement();
    }

    /** Gives whether anything is other than before. */
    private static Single<Boolean> set(
            Tx tx, TenantId tenant, @Nullable ClientId client, @Nullable Schedule schedule, Person person) {
        var change = schedule == null
                ? tx.count(DROP, tenant.value(), value(client))
                : tx.count(SET, schedule.with(tenant.value(), value(client), person.name()));
        return change.map(rows -> rows > 0);
    }

    private Single<Boolean> told(Tx tx, TenantId tenant, @Nullable ClientId client, AuditLine line, boolean changed) {
        return changed
                ? tx.run(MOVE, usual.with(tenant.value(), value(client)))
                        .andThen(AuditTrail.write(tx, line))
                        .toSingleDefault(true)
                : Single.just(false);
    }

    private Single<Schedule> read(Tx tx, TenantId tenant, @Nullable ClientId client) {
        return tx.first(READ, Schedule::read, tenant.value(), value(client)).defaultIfEmpty(usual);
    }

    private static @Nullable Long value(@Nullable ClientId client) {
        return client == null ? null : client.value();
    }
}
