package no.sticos.erp.clients;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A firm's people as they have signed in, and which of them answers for a client.
 *
 * <p>Until somebody is chosen it is who gave or asked for the newest consent, and before that who connected the client
 * (view {@code gateway.responsible}).
 */
public final class People {
    private static final Sql MEET = Sql.of(People.class, "meet-person");
    private static final Sql LIST = Sql.of(People.class, "list-people");
    private static final Sql FIND = Sql.of(People.class, "find-person");
    private static final Sql CHOOSE = Sql.of(People.class, "choose-alerts");
    private static final Sql RESPONSIBLE = Sql.of(People.class, "find-responsible");
    private static final Sql ENTRUST = Sql.of(People.class, "entrust-client");
    private static final int MOST = 500;

    private final Database database;

    /** Keeps people in this database. */
    public People(Database database) {
        this.database = database;
    }

    /** Keeps what the sign-in says of a person, in the transaction of their session; {@code email} null for none. */
    public static Completable meet(Tx tx, TenantId tenant, Person person, @Nullable String email) {
        return tx.run(MEET, tenant.value(), person.subject(), person.name(), email);
    }

    /** The firm's people by name, at most 500. */
    public Single<List<Colleague>> of(TenantId tenant) {
        return database.forTenant(tenant, tx -> tx.list(LIST, People::read, MOST));
    }

    /** The person with this subject; empty if that one has not signed in since people are kept. */
    public Maybe<Colleague> find(TenantId tenant, String subject) {
        return database.forTenant(tenant, tx -> tx.first(FIND, People::read, subject)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .flatMapMaybe(Maybe::fromOptional);
    }

    /** The subject of who answers for the client; empty if that one has not signed in since people are kept. */
    public Maybe<String> responsible(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> tx.first(RESPONSIBLE, row -> row.getString("subject"), client.value())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .flatMapMaybe(Maybe::fromOptional);
    }

    /** Has the person be told of all but these. */
    public Completable choose(TenantId tenant, String subject, Collection<AlertKind> off) {
        var names = off.stream().map(AlertKind::name).toArray(String[]::new);
        return database.forTenant(tenant, tx -> tx.count(CHOOSE, subject, names))
                .ignoreElement();
    }

    /**
     * Has the person with this subject answer for a client, and tells the trail unless that one did before. Fails with
     * {@code NOT_FOUND} for another firm's client or person.
     */
    public Single<Client> entrust(TenantId tenant, ClientId id, String subject, Person by) {
        return database.forTenant(
                tenant, tx -> ClientTable.lock(tx, id).switchIfEmpty(notFound()).flatMap(client -> tx.first(
                                FIND, People::read, subject)
                        .switchIfEmpty(notFound())
                        .flatMap(chosen -> tx.count(ENTRUST, id.value(), subject))
                        .flatMapCompletable(changed -> told(tx, client, by, changed))
                        .toSingleDefault(client)));
    }

    private static Completable told(Tx tx, Client client, Person by, int changed) {
        return changed == 0
                ? Completable.complete()
                : AuditTrail.write(
                        tx,
                        AuditLine.done(client.tenant(), by, AuditAction.RESPONSIBLE_CHANGED)
                                .about(client));
    }

    private static <T> Single<T> notFound() {
        return Single.error(() -> Fault.of(Cause.NOT_FOUND));
    }

    private static Colleague read(Row row) {
        return new Colleague(
                new Person(row.getString("subject"), row.getString("name")),
                row.getString("email"),
                Arrays.stream(row.getArrayOfStrings("alerts_off"))
                        .map(AlertKind::valueOf)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
