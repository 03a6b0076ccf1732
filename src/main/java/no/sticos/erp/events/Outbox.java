package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.kernel.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Writes events, in the transaction of what they tell of.
 *
 * <p>The sequence is counted in the client's row of {@code event_streams}, which stays locked until the
 * caller commits: dense per client and in commit order (an identity column leaves gaps that nobody could
 * tell from events still to come). Two writers of one client wait for each other here, so append as the
 * last thing before the commit. The relay is woken by NOTIFY, which Postgres sends at the commit.
 */
public final class Outbox {
    private static final Sql APPEND = Sql.of(Outbox.class, "append");
    private static final Sql IS_KNOWN = Sql.of(Outbox.class, "is-known");

    private final Watch watch;

    /** Events of untraced work. */
    public Outbox() {
        this(Watch.NOBODY);
    }

    /** {@code watch} knows the trace that an event continues. */
    public Outbox(Watch watch) {
        this.watch = watch;
    }

    /**
     * Adds an event to the client's stream and gives its sequence.
     *
     * @param tx a transaction in which the client's row still exists: who the client is, is copied from there
     * @param tenant the firm that the client belongs to; another one's client is not found
     * @param gen the generation told of; 0 for {@link EventKind#REMOVED} and {@link EventKind#BOOKS_REMOVED}
     * @param fromGen what readers saw before; equal to {@code gen} for a heartbeat
     */
    public Single<Long> append(Tx tx, TenantId tenant, ClientId client, EventKind kind, int gen, int fromGen) {
        return append(tx, tenant, client, kind, gen, fromGen, null);
    }

    /** Adds news of the client itself; {@code cause} is why it needs to be signed in again. */
    Completable tell(Tx tx, TenantId tenant, ClientId client, EventKind kind, @Nullable Cause cause) {
        return append(tx, tenant, client, kind, 0, 0, cause).ignoreElement();
    }

    /** Whether products have been told anything of this client, so that they must also be told of its end. */
    public Single<Boolean> isKnown(Tx tx, ClientId client) {
        return tx.first(IS_KNOWN, row -> row.getBoolean(0), client.value()).toSingle();
    }

    private Single<Long> append(
            Tx tx, TenantId tenant, ClientId client, EventKind kind, int gen, int fromGen, @Nullable Cause cause) {
        return tx.first(
                        APPEND,
                        row -> row.getLong(0),
                        client.value(),
                        tenant.value(),
                        kind.id(),
                        gen,
                        fromGen,
                        watch.traceOf(client),
                        cause == null ? null : cause.key())
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND, "client " + client)));
    }
}
