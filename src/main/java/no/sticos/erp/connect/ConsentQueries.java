package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Optional;
import java.util.Set;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;

/** What the portal shows of a client's consent. */
public final class ConsentQueries {
    private static final Sql COUNT = Sql.of(ConsentQueries.class, "count-consents");
    private static final Sql SHOW = Sql.of(ConsentQueries.class, "show-consent");

    private final Database database;

    /** Reads from this database. */
    public ConsentQueries(Database database) {
        this.database = database;
    }

    /** The client's consent; empty without one, and for another firm's client. */
    public Single<Optional<Consent>> of(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> tx.first(SHOW, ConsentQueries::read, client.value())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty()));
    }

    /** How many of the integration's clients have a consent that has not ended. */
    public Single<Long> count(Integration integration) {
        return database.forTenant(integration.tenant(), tx -> tx.first(
                        COUNT, row -> row.getLong(0), integration.id().value())
                .toSingle());
    }

    private static Consent read(Row row) {
        return new Consent(
                row.getString("given_by"),
                row.getOffsetDateTime("given_at").toInstant(),
                row.getOffsetDateTime("renewed_at").toInstant(),
                Set.of(row.getArrayOfStrings("scopes")));
    }
}
