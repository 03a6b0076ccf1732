package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;

/**
 * Keys by which a firm's own programs come in, without a person and without a session.
 *
 * <p>A key is the firm's, not its maker's: when that person leaves, which no sign-in ever tells, it goes on until it
 * expires, a year from when it was made at most, or until an administrator revokes it; the list says who made which. It is
 * {@value #PREFIX} and 256 random bits of which only the hash is stored, so that who reads the table cannot use it, and
 * who scans for secrets that got astray knows one when he sees it.
 */
public final class ApiKeys {
    /** What every key begins with. */
    public static final String PREFIX = "erp_";
    /** Characters of a name. */
    public static final int LONGEST_NAME = 60;
    /** Days until a key expires, at most. */
    public static final int MOST_DAYS = 365;
    /** Keys of a firm that work at a time. */
    public static final int MOST = 20;
    /** Keys that a firm makes in a day. */
    public static final int MOST_A_DAY = 50;

    /** More than there can be: those of a day's making, for as long as ended ones are kept. */
    private static final int LISTED = 5_000;

    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int BATCH = 1_000;

    private final Database database;

    /**
     * A key that is asked for.
     *
     * @param form the number of the form that asks; the same one sent twice is one key
     * @param name what it is to be called
     * @param scopes what it is to open, at least one
     * @param life until it expires
     */
    public record Wanted(UUID form, String name, Set<ApiScope> scopes, Duration life) {
        /** Refuses a key for nothing, without a name, for ever, or for no time. */
        public Wanted {
            scopes = Set.copyOf(scopes);
            if (!isName(name)) {
                throw new IllegalArgumentException("a key has a name of 1 to " + LONGEST_NAME + " characters");
            }
            if (scopes.isEmpty()) {
                throw new IllegalArgumentException("a key opens something");
            }
            if (life.isNegative() || life.isZero() || life.compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
                throw new IllegalArgumentException("a key lasts " + MOST_DAYS + " days at most");
            }
        }

        /** Whether a key may be called that. */
        public static boolean isName(String name) {
            return !name.isBlank()
                    && name.codePointCount(0, name.length()) <= LONGEST_NAME
                    && name.codePoints().noneMatch(Character::isISOControl);
        }
    }

    /**
     * A key that was just made.
     *
     * @param key what it opens
     * @param secret the key itself, which nobody can read again
     */
    public record Made(ApiKey key, Secret secret) {}

    /** Keeps them in this database. */
    public ApiKeys(Database database) {
        this.database = database;
    }

    /**
     * Makes a key, and tells the trail.
     *
     * @return the key; of a form that is sent once more the one that was made then, with a new secret. Empty if that was
     *     used or revoked since. Fails with {@code API_KEYS_FULL} (argument: how many may work), and with {@code TOO_OFTEN}
     */
    public Maybe<Made> make(TenantId tenant, Wanted wanted, Person person) {
        return database.forTenant(tenant, tx -> ApiKeyTable.lock(tx, tenant)
                        .andThen(ApiKeyTable.count(tx, tenant, wanted, DAY))
                        .flatMapMaybe(counts -> room(counts).andThen(made(tx, tenant, wanted, person)))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .flatMapMaybe(Maybe::fromOptional);
    }

    /** The firm's keys, those that work first, then the newest; those that have ended are there for 90 days more. */
    public Single<List<ApiKey>> list(TenantId tenant) {
        return database.forTenant(tenant, tx -> ApiKeyTable.list(tx, tenant, null, LISTED));
    }

    /** One of the firm's keys; {@code NOT_FOUND} for another firm's too. */
    public Single<ApiKey> find(TenantId tenant, long id) {
        return database.forTenant(tenant, tx -> known(tx, tenant, id));
    }

    /** Ends a key at once, and tells the trail, which tells it once. Fails with {@code NOT_FOUND} for another firm's too. */
    public Completable revoke(TenantId tenant, long id, Person person) {
        return database.forTenant(tenant, tx -> known(tx, tenant, id).flatMap(key -> ApiKeyTable.revoke(tx, id, person)
                        .flatMapCompletable(ended -> ended
                                ? AuditTrail.write(tx, line(key, person, AuditAction.API_KEY_REVOKED))
                                : Completable.complete())
                        .toSingleDefault(id)))
                .ignoreElement();
    }

    /**
     * What the key opens; empty if it is unknown, expired or revoked, which are one and the same. That it was used is
     * written once an hour.
     */
    public Maybe<ApiKey> use(Secret secret) {
        return !FORM.matcher(secret.reveal()).matches()
                ? Maybe.empty()
                : database.forGateway(tx ->
                                ApiKeyTable.use(tx, secret).map(Optional::of).defaultIfEmpty(Optional.empty()))
                        .flatMapMaybe(Maybe::fromOptional);
    }

    /** Removes up to 1 000 keys that ended 90 days ago; gives how many, so that the caller may go on. */
    public Single<Integer> removeEnded() {
        return database.forGateway(tx -> ApiKeyTable.remove(tx, KEPT, BATCH));
    }

    private static Completable room(ApiKeyTable.Counts counts) {
        if (counts.working() >= MOST) {
            return Completable.error(Fault.of(Cause.API_KEYS_FULL, String.valueOf(MOST)));
        }
        return counts.lately() < MOST_A_DAY ? Completable.complete() : Completable.error(Fault.of(Cause.TOO_OFTEN));
    }

    private static Maybe<Made> made(Tx tx, TenantId tenant, Wanted wanted, Person person) {
        return Maybe.defer(() -> {
            var secret = Secret.of(PREFIX + RandomKey.next().reveal());
            return ApiKeyTable.make(tx, tenant, wanted, secret, person).flatMapSingle(put -> (put.isNew()
                            ? AuditTrail.write(tx, line(put.key(), person, AuditAction.API_KEY_CREATED))
                            : Completable.complete())
                    .toSingleDefault(new Made(put.key(), secret)));
        });
    }

    private static Single<ApiKey> known(Tx tx, TenantId tenant, long id) {
        return ApiKeyTable.list(tx, tenant, id, 1)
                .flatMap(
                        found -> found.isEmpty() ? Single.error(Fault.of(Cause.NOT_FOUND)) : Single.just(found.get(0)));
    }

    private static AuditLine line(ApiKey key, Person person, AuditAction action) {
        return AuditLine.done(key.tenant(), person, action).detail("api-key " + key.id() + " " + key.name());
    }
}
