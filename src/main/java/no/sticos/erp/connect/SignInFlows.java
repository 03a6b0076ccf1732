package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Owns the sign-ins under way: each works once, within ten minutes, for the browser that began it.
 *
 * <p>A browser may have several, one a tab. The state itself is not stored, so that nobody who reads the
 * table can finish another one's flow.
 */
public final class SignInFlows {
    private static final Sql BEGIN = Sql.of(SignInFlows.class, "begin-flow");
    private static final Sql TAKE = Sql.of(SignInFlows.class, "take-flow");
    private static final Sql REMOVE = Sql.of(SignInFlows.class, "remove-ended-flows");
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int BATCH = 1_000;

    private final Database database;

    /** Keeps flows in this database. */
    public SignInFlows(Database database) {
        this.database = database;
    }

    /** Removes up to 1 000 flows that are over; gives how many, so that the caller may go on. */
    public Single<Integer> removeEnded() {
        return database.forGateway(tx -> tx.count(REMOVE, BATCH));
    }

    Completable begin(Secret state, Flow flow) {
        var target = flow.target();
        var queued = target == null ? null : target.queued();
        return database.forGateway(tx -> tx.count(
                        BEGIN,
                        RandomKey.hash(state),
                        flow.kind().name(),
                        flow.browser(),
                        target == null ? null : target.tenant().value(),
                        target == null ? null : target.integration().value(),
                        target == null ? null : valueOf(target.expected()),
                        queued == null ? null : queued.queue(),
                        queued == null ? null : queued.entry(),
                        target == null ? null : target.invitation(),
                        flow.nonce(),
                        flow.verifier().reveal(),
                        flow.returnPath(),
                        LIFE.toMillis()))
                .ignoreElement();
    }

    /** The flow, which is thereby used up; {@code FLOW_OLD} if unknown, used, too old or another browser's. */
    Single<Flow> take(Flow.Kind kind, Secret state, Buffer browser) {
        return database.forGateway(tx -> tx.first(TAKE, SignInFlows::read, RandomKey.hash(state), kind.name(), browser)
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.FLOW_OLD))));
    }

    private static @Nullable Long valueOf(@Nullable ClientId id) {
        return id == null ? null : id.value();
    }

    private static Flow read(Row row) {
        return new Flow(
                Flow.Kind.valueOf(row.getString("kind")),
                row.getBuffer("browser_hash"),
                target(row),
                row.getString("nonce"),
                Secret.of(row.getString("verifier")),
                row.getString("return_path"));
    }

    private static Flow.@Nullable Target target(Row row) {
        var tenant = row.getLong("tenant_id");
        var expected = row.getLong("client_id");
        var queue = row.getLong("queue_id");
        return tenant == null
                ? null
                : new Flow.Target(
                        new TenantId(tenant),
                        new IntegrationId(row.getLong("integration_id")),
                        expected == null ? null : new ClientId(expected),
                        queue == null ? null : new Flow.Queued(queue, row.getLong("entry_id")),
                        row.getLong("invitation_id"));
    }
}
