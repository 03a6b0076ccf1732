package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.db.Database;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the tokens of grants that nobody uses, so that a client that is switched on after months still has
 * its consent.
 *
 * <p>A grant is taken before it is renewed, so that no two nodes work at the same one and one that fails
 * does not stand in the others' way. One that turns out to be dead is ended by the token keeper as usual.
 */
public final class KeepAlive {
    private static final Logger log = LoggerFactory.getLogger(KeepAlive.class);
    private static final int BATCH = 20;

    private final Database database;
    private final AccessTokens tokens;
    private final KeepAliveSettings settings;
    private final Scheduler timer;

    /** Renews through {@code tokens}; pauses pass on {@code timer}. */
    public KeepAlive(Database database, AccessTokens tokens, KeepAliveSettings settings, Scheduler timer) {
        this.database = database;
        this.tokens = tokens;
        this.settings = settings;
        this.timer = timer;
    }

    /**
     * Renews up to 20 grants, one after the other; gives how many were taken. Fails as soon as one fails with
     * what will pass, since the next ones would meet the same.
     */
    public Single<Integer> batch() {
        return database.forGateway(tx -> GrantTable.takeIdle(tx, settings.idle(), settings.again(), BATCH))
                .flatMapPublisher(Flowable::fromIterable)
                .concatMapSingle(this::kept)
                .count()
                .map(Math::toIntExact);
    }

    private Single<ClientId> kept(ClientId client) {
        return Single.timer(settings.pause().toMillis(), TimeUnit.MILLISECONDS, timer)
                .flatMap(tick -> tokens.current(client))
                .map(token -> client)
                .onErrorResumeNext(error -> leftAlone(client, error));
    }

    private static Single<ClientId> leftAlone(ClientId client, Throwable error) {
        var fault = Fault.from(error);
        if (fault.kind() == Cause.Kind.LATER) {
            return Single.error(error);
        }
        log.warn("the consent of client {} was not kept alive: {}", client, fault.reason());
        return Single.just(client);
    }
}
