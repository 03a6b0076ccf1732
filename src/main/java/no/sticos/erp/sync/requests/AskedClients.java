package no.sticos.erp.sync.requests;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Whose client it is that a product asks about, and which of its generations can be read. */
final class AskedClients {
    private static final Sql CLIENT = Sql.of(AskedClients.class, "asked-client");

    private final Database database;

    AskedClients(Database database) {
        this.database = database;
    }

    /**
     * A client.
     *
     * @param current what readers see; 0 = nothing
     * @param generation the one asked for; 0 = it cannot be read
     */
    record Asked(TenantId tenant, int current, int generation) {
        private static Asked read(Row row) {
            var gen = row.getInteger("gen");
            return new Asked(
                    new TenantId(row.getLong("tenant_id")), row.getInteger("current_gen"), gen == null ? 0 : gen);
        }
    }

    /** The client; a refusal if there is none. */
    Single<Asked> find(ClientId client) {
        return find(client, null);
    }

    /** The client with a generation that can be read, the current one if none is named; else a refusal. */
    Single<Asked> readable(ClientId client, @Nullable Integer generation) {
        return find(client, generation).flatMap(asked -> asked.generation() > 0 ? Single.just(asked) : none(asked));
    }

    private Single<Asked> find(ClientId client, @Nullable Integer generation) {
        return database.forGateway(tx -> tx.first(CLIENT, Asked::read, client.value(), generation)
                .switchIfEmpty(Single.error(() -> new Refusal(Refusal.UNKNOWN, "no such client"))));
    }

    private static Single<Asked> none(Asked asked) {
        return Single.error(
                asked.current() == 0
                        ? new Refusal(Refusal.UNKNOWN, "nothing of the client's books is published")
                        : new Refusal(Refusal.GONE, "the generation is not kept, or never was"));
    }
}
