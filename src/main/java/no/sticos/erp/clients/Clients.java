package no.sticos.erp.clients;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;

/**
 * A firm's clients and the rules of choosing them: with an identity, and never two with the same one.
 *
 * <p>Another firm's client is {@code NOT_FOUND}, like one that does not exist. All methods are safe to repeat.
 */
public final class Clients {
    private static final Sql REMOVE = Sql.of(Clients.class, "remove-client");

    /** The indexes that hold the rule when two activate at the same moment. */
    private static final Set<String> ONE_ACTIVE = Set.of("clients_one_active_orgnr", "clients_one_active_person");

    private final Database database;
    private final ClientNews news;

    /**
     * A client as its accounting system now describes it.
     *
     * @param client after the change
     * @param added whether it is new to the firm
     * @param obstacle why it may not be chosen, if so; the client is then not active
     */
    public record Described(Client client, boolean added, Optional<Fault> obstacle) {}

    /** Keeps clients in this database, and tells nobody. */
    public Clients(Database database) {
        this(database, ClientNews.NONE);
    }

    /** Keeps clients in this database, and tells {@code news} when one is switched. */
    public Clients(Database database, ClientNews news) {
        this.database = database;
        this.news = news;
    }

    /** The firm's client with this id. */
    public Single<Client> find(TenantId tenant, ClientId id) {
        return database.forTenant(tenant, tx -> ClientTable.find(tx, id).switchIfEmpty(notFound()));
    }

    /**
     * Switches a client on. Fails with {@code NO_ID}, {@code BAD_ORGNR}, {@code DUPLICATE} (argument: who has
     * it) or {@code LOST_RACE} (arguments: who has it, who activated that one just now).
     */
    public Single<Client> activate(TenantId tenant, ClientId id, Person person) {
        return activate(tenant, id, person, Clients::nothingMore);
    }

    /** Like {@link #activate(TenantId, ClientId, Person)}, with more work for the same transaction. */
    public Single<Client> activate(
            TenantId tenant, ClientId id, Person person, BiFunction<Tx, Client, Completable> andThen) {
        return database.forTenant(tenant, tx -> locked(tx, id).flatMap(client -> activate(tx, client, person, andThen)))
                .onErrorResumeNext(error -> refused(tenant, id, person, error));
    }

    /** Switches a client off; its figures stay. */
    public Single<Client> deactivate(TenantId tenant, ClientId id, Person person) {
        return deactivate(tenant, id, person, Clients::nothingMore);
    }

    /** Like {@link #deactivate(TenantId, ClientId, Person)}, with more work for the same transaction. */
    public Single<Client> deactivate(
            TenantId tenant, ClientId id, Person person, BiFunction<Tx, Client, Completable> andThen) {
        return database.forTenant(
                tenant, tx -> locked(tx, id).flatMap(client -> deactivate(tx, client, person, andThen)));
    }

    /** Stores a client's name and identity as just read from its accounting system («Sjekk på nytt»). */
    public Single<Described> renewIdentity(
            TenantId tenant, ClientId id, String name, ClientIdentity identity, Person person) {
        return database.forTenant(tenant, tx -> locked(tx, id)
                .flatMap(client -> redescribe(tx, client, name, identity))
                .flatMap(described -> told(
                        tx,
                        AuditLine.done(tenant, person, AuditAction.IDENTITY_RENEWED)
                                .about(described.client()),
                        described)));
    }

    /**
     * Adds a company that was just consented to, or renews the client that it already is. In the caller's
     * transaction, which also holds the consent and tells the trail.
     */
    public Single<Described> connect(Tx tx, ConnectedCompany company, Person person) {
        return ClientTable.lockCompany(tx, company.integration(), company.companyId())
                .flatMapSingle(known -> redescribe(tx, known, company.name(), company.identity()))
                .switchIfEmpty(Single.defer(() -> ClientTable.add(tx, company, person)
                        .flatMap(added -> obstacle(tx, added).map(obstacle -> new Described(added, true, obstacle)))));
    }

    /** Removes the client and its consent, in the gateway's own transaction; its other traces are the caller's. */
    public static Completable remove(Tx tx, ClientId id) {
        return tx.run(REMOVE, id.value());
    }

    private Single<Client> activate(Tx tx, Client client, Person person, BiFunction<Tx, Client, Completable> andThen) {
        return client.active()
                ? andThen.apply(tx, client).toSingleDefault(client)
                : switchOn(tx, client, person).flatMap(on -> andThen.apply(tx, on)
                        .andThen(news.activated(tx, on.tenant(), on.id()))
                        .toSingleDefault(on));
    }

    private static Single<Client> switchOn(Tx tx, Client client, Person person) {
        return obstacle(tx, client)
                .flatMap(obstacle -> obstacle.isPresent()
                        ? Single.error(obstacle.get())
                        : ClientTable.switchTo(tx, client, true, person))
                .flatMap(on -> told(
                        tx,
                        AuditLine.done(on.tenant(), person, AuditAction.CLIENT_ACTIVATED)
                                .about(on),
                        on));
    }

    private Single<Client> deactivate(
            Tx tx, Client client, Person person, BiFunction<Tx, Client, Completable> andThen) {
        return client.active()
                ? switchOff(tx, client, person).flatMap(off -> andThen.apply(tx, off)
                        .andThen(news.deactivated(tx, off.tenant(), off.id()))
                        .toSingleDefault(off))
                : andThen.apply(tx, client).toSingleDefault(client);
    }

    private static Single<Client> switchOff(Tx tx, Client client, Person person) {
        return ClientTable.switchTo(tx, client, false, person)
                .flatMap(off -> told(
                        tx,
                        AuditLine.done(off.tenant(), person, AuditAction.CLIENT_DEACTIVATED)
                                .about(off),
                        off));
    }

    /** A client whose new identity breaks the rules cannot stay active; it is switched off and the trail says why. */
    private Single<Described> redescribe(Tx tx, Client known, String name, ClientIdentity identity) {
        var wanted = new Client(
                known.id(), known.tenant(), known.integration(), known.companyId(), name, identity, known.active());
        return obstacle(tx, wanted).flatMap(obstacle -> allowed(tx, known, obstacle)
                .flatMap(client -> ClientTable.renew(tx, client, name, identity))
                .map(client -> new Described(client, false, obstacle)));
    }

    private Single<Client> allowed(Tx tx, Client known, Optional<Fault> obstacle) {
        if (!known.active() || obstacle.isEmpty()) {
            return Single.just(known);
        }
        var line = AuditLine.done(known.tenant(), Person.GATEWAY, AuditAction.CLIENT_DEACTIVATED)
                .about(known)
                .detail(obstacle.get().reason().key());
        return ClientTable.switchTo(tx, known, false, Person.GATEWAY)
                .flatMap(off -> told(tx, line, off))
                .flatMap(off -> news.deactivated(tx, off.tenant(), off.id()).toSingleDefault(off));
    }

    private static Single<Optional<Fault>> obstacle(Tx tx, Client client) {
        return switch (client.identity().kind()) {
            case MISSING -> Single.just(Optional.of(Fault.of(Cause.NO_ID)));
            case INVALID -> Single.just(Optional.of(Fault.of(Cause.BAD_ORGNR, shown(client.identity()))));
            case ORGNR, PERSONAL ->
                ClientTable.holder(tx, client)
                        .map(holder -> Optional.of(Fault.of(Cause.DUPLICATE, holder.name())))
                        .defaultIfEmpty(Optional.empty());
        };
    }

    private static String shown(ClientIdentity identity) {
        var text = identity.text();
        return text == null ? "" : text;
    }

    private Single<Client> refused(TenantId tenant, ClientId id, Person person, Throwable error) {
        if (!(error instanceof Fault fault) || fault.kind() != Cause.Kind.BAD_INPUT) {
            return Single.error(error);
        }
        return database.forTenant(tenant, tx -> ClientTable.find(tx, id)
                        .flatMapSingle(client -> reason(tx, client, fault)
                                .flatMap(reason -> told(
                                        tx,
                                        AuditLine.refused(tenant, person, AuditAction.CLIENT_ACTIVATED, reason.reason())
                                                .about(client),
                                        reason)))
                        .defaultIfEmpty(fault))
                .flatMap(Single::error);
    }

    private static Single<Fault> reason(Tx tx, Client client, Fault fault) {
        boolean lost = fault.reason() == Cause.ALREADY_EXISTS && ONE_ACTIVE.containsAll(fault.args());
        if (!lost) {
            return Single.just(fault);
        }
        return ClientTable.holder(tx, client)
                .map(holder -> Fault.of(Cause.LOST_RACE, fault, holder.name(), holder.switchedOnBy()))
                .defaultIfEmpty(Fault.of(Cause.LOST_RACE, fault, "", ""));
    }

    private static Single<Client> locked(Tx tx, ClientId id) {
        return ClientTable.lock(tx, id).switchIfEmpty(notFound());
    }

    private static <T> Single<T> told(Tx tx, AuditLine line, T result) {
        return AuditTrail.write(tx, line).toSingleDefault(result);
    }

    private static Single<Client> notFound() {
        return Single.error(() -> Fault.of(Cause.NOT_FOUND));
    }

    private static Completable nothingMore(Tx tx, Client client) {
        return Completable.complete();
    }
}
