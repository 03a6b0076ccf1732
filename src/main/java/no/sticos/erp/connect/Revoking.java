package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.db.Database;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;

/** Ends a client's consent, at the accounting system first and then here. */
public final class Revoking {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final SignIn signIn;
    private final TokenCipher cipher;
    private final Scheduler timer;

    /** Revokes at {@code signIn}; waits pass on {@code timer}. */
    public Revoking(Database database, SignIn signIn, TokenCipher cipher, Scheduler timer) {
        this.database = database;
        this.signIn = signIn;
        this.cipher = cipher;
        this.timer = timer;
    }

    /**
     * Ends the consent. While the accounting system does not answer it fails with {@code LATER} and the tokens
     * stay, since they are what can still be revoked.
     *
     * @return true if it was ended now, false if there was nothing to end
     */
    public Single<Boolean> revoke(ClientId client) {
        return database.forGateway(tx -> GrantTable.find(tx, client)
                        .filter(grant -> grant.tokens() != null)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .flatMap(found -> found.isPresent() ? revoked(found.get()) : Single.just(false));
    }

    /** Tokens that were renewed meanwhile are revoked too. */
    private Single<Boolean> revoked(Grant grant) {
        return Single.defer(() -> signIn.revoke(opened(grant)).toSingleDefault(true))
                .timeout(
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS,
                        timer,
                        Single.error(() -> Fault.of(Cause.NO_CONTACT)))
                .flatMap(done -> database.forGateway(tx -> GrantTable.end(tx, grant, Cause.GRANT_ENDED)))
                .flatMap(ended -> ended ? Single.just(true) : revoke(grant.client()));
    }

    private Secret opened(Grant grant) {
        return cipher.open(grant.tenant(), grant.client(), Objects.requireNonNull(grant.tokens()))
                .refresh();
    }
}
