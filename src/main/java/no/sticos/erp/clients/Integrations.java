package no.sticos.erp.clients;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** A firm's integrations, at most one for each accounting system. */
public final class Integrations {
    private static final Sql CREATE = Sql.of(Integrations.class, "create-integration");
    private static final Sql LIST = Sql.of(Integrations.class, "list-integrations");

    private static final Sql REMOVE = Sql.of(Integrations.class, "remove-integration");

    private final Database database;

    /**
     * What came of asking for an integration.
     *
     * @param integration the firm's integration to the system
     * @param existed whether it was there already, so that nothing was changed
     */
    public record Creation(Integration integration, boolean existed) {}

    /** Keeps integrations in this database. */
    public Integrations(Database database) {
        this.database = database;
    }

    /** Makes the integration unless the firm has it; safe to repeat, and two at once make one. */
    public Single<Creation> create(TenantId tenant, String system, Person person) {
        return database.forTenant(tenant, tx -> tx.count(CREATE, tenant.value(), system, person.name())
                .flatMap(made -> one(tx, tenant, null, system)
                        .toSingle()
                        .flatMap(integration -> told(tx, integration, made == 0, person))));
    }

    /** The firm's integrations with their counts, oldest first. */
    public Single<List<Integration>> list(TenantId tenant) {
        return database.forTenant(tenant, tx -> tx.list(LIST, Integrations::read, tenant.value(), null, null));
    }

    /** The integration; {@code NOT_FOUND} for another firm's too. */
    public Single<Integration> find(TenantId tenant, IntegrationId id) {
        return database.forTenant(tenant, tx -> one(tx, tenant, id.value(), null)
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND))));
    }

    /** Removes the integration, which must have no clients left; in the caller's transaction. */
    public static Completable remove(Tx tx, IntegrationId id) {
        return tx.run(REMOVE, id.value());
    }

    private static Single<Creation> told(Tx tx, Integration integration, boolean existed, Person person) {
        var creation = new Creation(integration, existed);
        if (existed) {
            return Single.just(creation);
        }
        var line = AuditLine.done(integration.tenant(), person, AuditAction.INTEGRATION_CREATED)
                .about(integration.id());
        return AuditTrail.write(tx, line).toSingleDefault(creation);
    }

    private static Maybe<Integration> one(Tx tx, TenantId tenant, @Nullable Long id, @Nullable String system) {
        return tx.first(LIST, Integrations::read, tenant.value(), id, system);
    }

    private static Integration read(Row row) {
        return new Integration(
                new IntegrationId(row.getLong("integration_id")),
                new TenantId(row.getLong("tenant_id")),
                row.getString("system"),
                row.getInteger("active"),
                row.getInteger("inactive"));
    }
}
