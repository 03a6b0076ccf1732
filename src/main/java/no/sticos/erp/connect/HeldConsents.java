package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.clients.ConnectedCompany;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.kernel.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consents to a company that was not expected: each waits ten minutes for its person's word, then it is revoked.
 *
 * <p>Nothing else of the company is stored meanwhile. The tokens are encrypted for this row alone.
 */
final class HeldConsents {
    private static final Logger LOG = LoggerFactory.getLogger(HeldConsents.class);
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BATCH = 20;

    private final Database database;
    private final SignIn signIn;
    private final TokenCipher cipher;
    private final Scheduler timer;

    HeldConsents(Database database, SignIn signIn, TokenCipher cipher, Scheduler timer) {
        this.database = database;
        this.signIn = signIn;
        this.cipher = cipher;
        this.timer = timer;
    }

    /** Keeps the consent for its person, in the place of what waited in the same queue before. */
    Completable hold(Tx tx, Person person, Flow.Queued queued, ConnectedCompany company, Tokens tokens) {
        var id = UUID.randomUUID();
        var pair = new TokenPair(tokens.access(), Objects.requireNonNull(tokens.refresh()));
        var sealed = new GrantTable.Sealed(cipher.sealHeld(company.tenant(), id, pair), tokens.life(), tokens.scopes());
        var waiting = new HeldTable.Waiting(id, queued, company, null, null);
        return HeldTable.drop(tx, person, queued.queue()).andThen(HeldTable.hold(tx, person, waiting, sealed, LIFE));
    }

    /** The tokens that wait there. */
    Tokens tokens(HeldTable.Waiting waiting) {
        var sealed = Objects.requireNonNull(waiting.tokens(), "whoever was added already has none left");
        var pair = cipher.openHeld(waiting.company().tenant(), waiting.id(), sealed.sealed());
        return new Tokens(pair.access(), pair.refresh(), sealed.life(), sealed.scopes());
    }

    /** Revokes up to 20 consents whose time is over; one that Visma does not hear of is tried again later. */
    Single<Integer> revokeOver() {
        return database.forGateway(tx -> HeldTable.takeOver(tx, BATCH, PAUSE))
                .flatMapPublisher(Flowable::fromIterable)
                .concatMapSingle(over -> revoked(over).toSingleDefault(over))
                .count()
                .map(Math::toIntExact);
    }

    private Completable revoked(HeldTable.Over over) {
        var remove = database.forGateway(tx -> HeldTable.remove(tx, over.id())).ignoreElement();
        var tokens = over.tokens();
        return tokens == null
                ? remove
                : Completable.defer(() -> signIn.revoke(cipher.openHeld(over.tenant(), over.id(), tokens)
                                .refresh()))
                        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, timer)
                        .andThen(remove)
                        .doOnError(error -> LOG.warn(
                                "a consent that was not wanted is not revoked yet: {}",
                                Fault.from(error).reason()))
                        .onErrorComplete();
    }
}
