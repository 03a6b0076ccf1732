package no.sticos.erp.clients;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.TenantId;

/** The accounting firms: met at sign-in, and never before. */
public final class Tenants {
    private static final Sql MEET = Sql.of(Tenants.class, "meet-tenant");
    private static final Sql FIND = Sql.of(Tenants.class, "find-tenant");

    private final Database database;

    /** Keeps firms in this database. */
    public Tenants(Database database) {
        this.database = database;
    }

    /** The firm with this id in the sign-in, made if new; its name becomes {@code name}. */
    public Single<Tenant> meet(String externalId, String name) {
        return database.forGateway(
                tx -> tx.first(MEET, Tenants::read, externalId, name).toSingle());
    }

    /** The firm with this id in the sign-in; empty if nobody of it ever signed in. */
    public Maybe<Tenant> find(String externalId) {
        return database.forGateway(tx -> tx.list(FIND, Tenants::read, externalId))
                .flatMapMaybe(found -> Maybe.fromOptional(found.stream().findFirst()));
    }

    private static Tenant read(Row row) {
        return new Tenant(new TenantId(row.getLong("tenant_id")), row.getString("external_id"), row.getString("name"));
    }
}
