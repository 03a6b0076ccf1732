package no.sticos.erp.clients;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Owns the rows of {@code gateway.clients}; all statements run in the caller's transaction. */
final class ClientTable {
    private static final Sql FIND = Sql.of(ClientTable.class, "find-client");
    private static final Sql LOCK = Sql.of(ClientTable.class, "lock-client");
    private static final Sql LOCK_COMPANY = Sql.of(ClientTable.class, "lock-company");
    private static final Sql HOLDER = Sql.of(ClientTable.class, "find-holder");
    private static final Sql SWITCH = Sql.of(ClientTable.class, "switch-client");
    private static final Sql ADD = Sql.of(ClientTable.class, "add-client");
    private static final Sql RENEW = Sql.of(ClientTable.class, "renew-client");

    /**
     * The active client that has an identity already.
     *
     * @param name the client's name
     * @param switchedOnBy who activated it
     */
    record Holder(String name, String switchedOnBy) {}

    private ClientTable() {}

    static Maybe<Client> find(Tx tx, ClientId id) {
        return tx.first(FIND, ClientTable::read, id.value());
    }

    /** The client, and nobody else changes it until the transaction ends. */
    static Maybe<Client> lock(Tx tx, ClientId id) {
        return tx.first(LOCK, ClientTable::read, id.value());
    }

    static Maybe<Client> lockCompany(Tx tx, IntegrationId integration, String companyId) {
        return tx.first(LOCK_COMPANY, ClientTable::read, integration.value(), companyId);
    }

    /** Another active client of the same firm with the same orgnr or personal number. */
    static Maybe<Holder> holder(Tx tx, Client client) {
        var identity = client.identity();
        return tx.first(
                HOLDER,
                row -> new Holder(row.getString("name"), row.getString("switched_on_by")),
                client.tenant().value(),
                client.id().value(),
                digitsOf(identity),
                identity.personalHash());
    }

    static Single<Client> switchTo(Tx tx, Client client, boolean active, Person person) {
        return tx.first(SWITCH, ClientTable::read, client.id().value(), active, person.name())
                .toSingle();
    }

    static Single<Client> add(Tx tx, ConnectedCompany company, Person person) {
        var identity = company.identity();
        return tx.first(
                        ADD,
                        ClientTable::read,
                        company.tenant().value(),
                        company.integration().value(),
                        company.companyId(),
                        company.name(),
                        identity.kind().name(),
                        digitsOf(identity),
                        identity.personalHash(),
                        identity.text(),
                        person.name())
                .toSingle();
    }

    static Single<Client> renew(Tx tx, Client client, String name, ClientIdentity identity) {
        return tx.first(
                        RENEW,
                        ClientTable::read,
                        client.id().value(),
                        name,
                        identity.kind().name(),
                        digitsOf(identity),
                        identity.personalHash(),
                        identity.text())
                .toSingle();
    }

    private static @Nullable String digitsOf(ClientIdentity identity) {
        var orgnr = identity.orgnr();
        return orgnr == null ? null : orgnr.digits();
    }

    private static Client read(Row row) {
        return new Client(
                new ClientId(row.getLong("client_id")),
                new TenantId(row.getLong("tenant_id")),
                new IntegrationId(row.getLong("integration_id")),
                row.getString("company_id"),
                row.getString("name"),
                ClientIdentity.read(row),
                row.getBoolean("active"));
    }
}
