package no.sticos.erp.testing;

import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;

/** An accounting firm with an integration, for tests that need clients to be there and nothing more of them. */
public final class Firm {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Database database;
    private final TenantId tenant;
    private final IntegrationId integration;

    /** Makes the firm and its integration. */
    public Firm(Database database) {
        this.database = database;
        int number = COUNTER.incrementAndGet();
        this.tenant = Await.result(new Tenants(database).meet("firm-" + number, "Byrå " + number))
                .id();
        this.integration = Await.result(database.forGateway(tx -> tx.first(
                        new Sql(
                                "test",
                                "INSERT INTO gateway.integrations (tenant_id, system, created_by)"
                                        + " VALUES ($1, 'visma-eaccounting', 'test') RETURNING integration_id"),
                        row -> new IntegrationId(row.getLong(0)),
                        tenant.value())
                .toSingle()));
    }

    /** The firm. */
    public TenantId tenant() {
        return tenant;
    }

    /** Its integration. */
    public IntegrationId integration() {
        return integration;
    }

    /** A new client without an orgnr, switched on by nobody. */
    public ClientId client() {
        int number = COUNTER.incrementAndGet();
        return Await.result(database.forGateway(tx -> tx.first(
                        new Sql(
                                "test",
                                "INSERT INTO gateway.clients (tenant_id, integration_id, company_id, name, identity_kind,"
                                        + " connected_by) VALUES ($1, $2, $3, $4, 'MISSING', 'test') RETURNING client_id"),
                        row -> new ClientId(row.getLong(0)),
                        tenant.value(),
                        integration.value(),
                        "company-" + number,
                        "Klient " + number)
                .toSingle()));
    }
}
