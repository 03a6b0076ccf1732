package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.ClientNews;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Retrying;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.kernel.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each client's access token fresh: at most one refresh at a time, whoever asks on whichever node.
 *
 * <p>Within a node callers share one attempt; between nodes the lease on the grant's row decides, and who
 * has to wait reads the row again. Works with refresh tokens that change at each use and with such that do
 * not (facts.md §1.6). A lost answer is asked for once more; after that the call fails and the grant lives.
 * Results may arrive on another caller's Vert.x context. Safe to share between threads.
 */
public final class TokenKeeper implements AccessTokens {
    private static final RetryPolicy POLLS = new RetryPolicy(1, Duration.ofMillis(50), Duration.ofSeconds(1));
    /** New tokens may be the only ones that still work, so storing them is tried harder than anything else. */
    private static final RetryPolicy STORING = new RetryPolicy(6, Duration.ofMillis(100), Duration.ofSeconds(2));

    private final Database database;
    private final SignIn signIn;
    private final TokenCipher cipher;
    private final TokenSettings settings;
    private final Scheduler timer;
    private final Retrying onceMore;
    private final Retrying storing;
    private final Watch watch;
    private final ClientNews news;
    private final String owner = UUID.randomUUID().toString();
    private final ConcurrentMap<Flight, Single<Secret>> flights = new ConcurrentHashMap<>();

    /** An attempt that callers share: a client, and the token that they cannot use. */
    private record Flight(ClientId client, @Nullable Secret refused) {}

    /** Nobody watches, and nobody is told. */
    public TokenKeeper(Database database, SignIn signIn, TokenCipher cipher, TokenSettings settings, Scheduler timer) {
        this(database, signIn, cipher, settings, timer, Watch.NOBODY, ClientNews.NONE);
    }

    /**
     * Renews at {@code signIn}; waits pass on {@code timer}; {@code watch} is told of each refresh, {@code news} of
     * each consent that is accepted no more.
     */
    public TokenKeeper(
            Database database,
            SignIn signIn,
            TokenCipher cipher,
            TokenSettings settings,
            Scheduler timer,
            Watch watch,
            ClientNews news) {
        this.database = database;
        this.signIn = signIn;
        this.cipher = cipher;
        this.settings = settings;
        this.timer = timer;
        this.watch = watch;
        this.news = news;
        this.onceMore = new Retrying(new RetryPolicy(2, settings.pause(), settings.pause()), timer, () -> 0);
        this.storing = new Retrying(STORING, timer, Math::random);
    }

    @Override
    public Single<Secret> current(ClientId client) {
        return found(client)
                .flatMap(grant -> isFresh(grant) ? Single.just(opened(grant).access()) : shared(client, null));
    }

    @Override
    public Single<Secret> renewed(ClientId client, Secret refused) {
        return shared(client, refused);
    }

    /** The last call with this client's grant succeeded; completes when that is known. */
    public Completable worked(ClientId client) {
        return database.often(tx -> GrantTable.worked(tx, client)).ignoreElement();
    }

    /**
     * The accounting system refuses this client as a whole. What will pass by itself changes nothing: a
     * login is not lost because Visma is down. That it is refused again for the same reason is no news.
     */
    public Completable refused(ClientId client, Cause cause) {
        return cause.kind() == Cause.Kind.LATER
                ? Completable.complete()
                : database.often(tx -> GrantTable.refused(tx, client, cause)
                                .flatMapCompletable(tenant -> lost(tx, tenant, client, cause))
                                .toSingleDefault(true))
                        .ignoreElement();
    }

    private Completable lost(Tx tx, TenantId tenant, ClientId client, Cause cause) {
        return cause.kind() == Cause.Kind.RECONNECT
                ? news.needsSignIn(tx, tenant, client, cause)
                : Completable.complete();
    }

    /** Completes when no refresh is under way on this node; how it ends does not matter. */
    public Completable settled() {
        return Flowable.defer(() -> Flowable.fromIterable(flights.values()))
                .flatMapCompletable(flight -> flight.ignoreElement().onErrorComplete());
    }

    private Single<Secret> shared(ClientId client, @Nullable Secret refused) {
        return Single.defer(() -> flights.computeIfAbsent(new Flight(client, refused), this::begin));
    }

    private Single<Secret> begin(Flight flight) {
        return attempt(flight)
                .repeatWhen(this::pauses)
                .firstOrError()
                .doFinally(() -> flights.remove(flight))
                .cache();
    }

    /** A usable token, or nothing while another node is at it. */
    private Maybe<Secret> attempt(Flight flight) {
        return found(flight.client).flatMapMaybe(grant -> {
            var access = opened(grant).access();
            return isFresh(grant) && !Objects.equals(access, flight.refused)
                    ? Maybe.just(access)
                    : leased(grant).flatMapMaybe(mine -> mine ? refreshed(grant) : Maybe.empty());
        });
    }

    private Maybe<Secret> refreshed(Grant grant) {
        return asked(grant)
                .flatMapMaybe(tokens -> stored(grant, tokens))
                .onErrorResumeNext(error -> failed(grant, error));
    }

    private Single<Tokens> asked(Grant grant) {
        return Single.defer(() -> signIn.refresh(opened(grant).refresh()))
                .timeout(settings.call().toMillis(), TimeUnit.MILLISECONDS, timer, lostAnswer())
                .compose(onceMore.bounded())
                .timeout(settings.calls().toMillis(), TimeUnit.MILLISECONDS, timer, lostAnswer())
                .doOnSuccess(tokens -> watch.refreshed(null))
                .doOnError(error -> watch.refreshed(Fault.from(error).reason()));
    }

    /** The new access token; nothing if another node stored its own first, so that the row is read again. */
    private Maybe<Secret> stored(Grant grant, Tokens tokens) {
        var kept = tokens.refresh() == null ? opened(grant).refresh() : tokens.refresh();
        var sealed = cipher.seal(grant.tenant(), grant.client(), new TokenPair(tokens.access(), kept));
        var row = new GrantTable.Sealed(sealed, tokens.life(), tokens.scopes());
        return database.often(tx -> GrantTable.renew(tx, grant, row))
                .compose(storing.bounded())
                .flatMapMaybe(won -> won ? Maybe.just(tokens.access()) : Maybe.empty());
    }

    private Maybe<Secret> failed(Grant grant, Throwable error) {
        return Fault.is(error, Cause.GRANT_ENDED)
                ? ended(grant).flatMapMaybe(ended -> ended ? Maybe.error(error) : Maybe.empty())
                : database.often(tx -> GrantTable.release(tx, grant.client(), owner))
                        .flatMapMaybe(released -> Maybe.error(error));
    }

    /** Whether the grant is over; not if another node got new tokens with what we were refused. */
    private Single<Boolean> ended(Grant grant) {
        var line = AuditLine.done(grant.tenant(), Person.GATEWAY, AuditAction.GRANT_ENDED)
                .about(new AuditLine.Subject(null, grant.client(), null))
                .detail(Cause.GRANT_ENDED.key());
        return database.often(tx -> GrantTable.end(tx, grant, Cause.GRANT_ENDED)
                .flatMap(ended -> ended
                        ? AuditTrail.write(tx, line)
                                .andThen(news.needsSignIn(tx, grant.tenant(), grant.client(), Cause.GRANT_ENDED))
                                .toSingleDefault(true)
                        : Single.just(false)));
    }

    private Single<Boolean> leased(Grant grant) {
        return database.often(tx -> GrantTable.lease(tx, grant, owner, settings.lease()));
    }

    private Single<Grant> found(ClientId client) {
        return database.often(
                tx -> GrantTable.find(tx, client).switchIfEmpty(Single.error(() -> Fault.of(Cause.GRANT_ENDED))));
    }

    private boolean isFresh(Grant grant) {
        return grant.accessLeft().compareTo(settings.margin()) > 0;
    }

    private TokenPair opened(Grant grant) {
        var sealed = grant.tokens();
        if (sealed == null) {
            throw Fault.of(Cause.GRANT_ENDED);
        }
        return cipher.open(grant.tenant(), grant.client(), sealed);
    }

    private static <T> Single<T> lostAnswer() {
        return Single.error(() -> Fault.of(Cause.NO_CONTACT));
    }

    /** Growing pauses between looks at the row; it ends in an error, since completing would cut off an attempt. */
    private Flowable<Long> pauses(Flowable<Object> ends) {
        return ends.scan(0, (looks, end) -> looks + 1).skip(1).concatMapSingle(this::pause);
    }

    private Single<Long> pause(int looks) {
        return looks > settings.looks()
                ? lostAnswer()
                : Single.timer(POLLS.pauseAfter(looks).toMillis(), TimeUnit.MILLISECONDS, timer);
    }
}
