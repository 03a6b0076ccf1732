package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.People;
import no.sticos.erp.clients.Person;
import no.sticos.erp.clients.Tenant;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The portal's sessions: rows that know their cookie only by its hash, good on every node.
 *
 * <p>Both limits are reckoned by the database's clock. That a session was used is written at most once a
 * minute. Each sign-in gets a key of its own, so that one planted before it is worth nothing.
 */
public final class Sessions {
    private static final Sql OPEN = Sql.of(Sessions.class, "open-session");
    private static final Sql FIND = Sql.of(Sessions.class, "find-session");
    private static final Sql TOUCH = Sql.of(Sessions.class, "touch-session");
    private static final Sql END = Sql.of(Sessions.class, "end-session");
    private static final Sql REMOVE = Sql.of(Sessions.class, "remove-ended-sessions");
    private static final int BATCH = 1_000;

    private final Database database;
    private final SessionSettings settings;

    /**
     * A session that has just begun.
     *
     * @param cookie the cookie's value: 43 characters, known to the browser alone
     * @param session the session
     */
    public record Opened(Secret cookie, Session session) {}

    /** Keeps sessions in this database. */
    public Sessions(Database database, SessionSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Begins a session of a person whom no mail reaches; otherwise like the other. */
    public Single<Opened> open(Tenant tenant, Person person, Set<Right> rights) {
        return open(tenant, person, rights, null);
    }

    /** Begins a session; keeps who it is for the firm, and tells its trail, in the same transaction. */
    public Single<Opened> open(Tenant tenant, Person person, Set<Right> rights, @Nullable MailAddress email) {
        var cookie = RandomKey.next();
        var hash = RandomKey.hash(cookie);
        var csrf = RandomKey.next();
        var session = new Session(hash, tenant.id(), tenant.name(), person, rights, csrf, settings.idle());
        return database.forGateway(tx -> tx.run(
                        OPEN,
                        hash,
                        tenant.id().value(),
                        person.subject(),
                        person.name(),
                        rights.stream().map(Right::name).toArray(String[]::new),
                        csrf.reveal(),
                        settings.absolute().toMillis())
                .andThen(People.meet(tx, tenant.id(), person, email == null ? null : email.text()))
                .andThen(AuditTrail.write(tx, AuditLine.done(tenant.id(), person, AuditAction.SIGNED_IN)))
                .toSingleDefault(new Opened(cookie, session)));
    }

    /** The session of this cookie, which thereby was used; nothing if there is none or it is over. */
    public Maybe<Session> use(Secret cookie) {
        var hash = RandomKey.hash(cookie);
        return database.forGateway(tx -> tx.run(TOUCH, hash, settings.idle().toMillis())
                        .andThen(tx.list(
                                FIND, Sessions::read, hash, settings.idle().toMillis())))
                .flatMapMaybe(found -> found.isEmpty() ? Maybe.empty() : Maybe.just(found.get(0)));
    }

    /** The session of this cookie, for asking how long it lasts: it does not count as use. */
    public Maybe<Session> peek(Secret cookie) {
        return database.forGateway(tx -> tx.list(
                        FIND,
                        Sessions::read,
                        RandomKey.hash(cookie),
                        settings.idle().toMillis()))
                .flatMapMaybe(found -> found.isEmpty() ? Maybe.empty() : Maybe.just(found.get(0)));
    }

    /** Ends the session of this cookie because its person signs out; safe to repeat, the trail tells it once. */
    public Completable end(Secret cookie) {
        return database.forGateway(tx -> tx.first(END, Sessions::signedOut, RandomKey.hash(cookie))
                        .flatMapCompletable(line -> AuditTrail.write(tx, line))
                        .toSingleDefault(true))
                .ignoreElement();
    }

    /** Removes up to 1 000 sessions that are over; gives how many, so that the caller may go on. */
    public Single<Integer> removeEnded() {
        return database.forGateway(tx -> tx.count(REMOVE, settings.idle().toMillis(), BATCH));
    }

    private static AuditLine signedOut(Row row) {
        var person = new Person(row.getString("subject"), row.getString("person_name"));
        return AuditLine.done(new TenantId(row.getLong("tenant_id")), person, AuditAction.SIGNED_OUT);
    }

    private static Session read(Row row) {
        return new Session(
                row.getBuffer("session_hash"),
                new TenantId(row.getLong("tenant_id")),
                row.getString("firm_name"),
                new Person(row.getString("subject"), row.getString("person_name")),
                Arrays.stream(row.getArrayOfStrings("rights"))
                        .map(Right::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                Secret.of(row.getString("csrf_token")),
                Duration.ofMillis(row.getLong("millis_left")));
    }
}
