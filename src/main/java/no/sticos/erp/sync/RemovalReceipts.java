package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Reads what became of removals: what was removed, given back to Visma, and heard by the products. */
final class RemovalReceipts {
    private static final Sql SHOW = Sql.of(RemovalReceipts.class, "show-removal");
    private static final Sql SHOW_CLIENTS = Sql.of(RemovalReceipts.class, "show-removed-clients");

    private final Database database;

    RemovalReceipts(Database database) {
        this.database = database;
    }

    /** The receipt as it stands now. Fails with {@code NOT_FOUND} for another firm's as for none. */
    Single<Removal> find(TenantId tenant, long removal) {
        return database.forTenant(tenant, tx -> tx.list(SHOW_CLIENTS, RemovalReceipts::readPart, removal, Removal.MOST)
                .flatMapMaybe(parts -> tx.first(SHOW, row -> read(row, parts), removal))
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND))));
    }

    private static Removal read(Row row, List<Removal.Part> parts) {
        return new Removal(
                row.getLong("removal_id"),
                Removal.Kind.valueOf(row.getString("kind")),
                row.getString("system"),
                new IntegrationId(row.getLong("integration_id")),
                row.getString("asked_by"),
                row.getOffsetDateTime("asked_at").toInstant(),
                row.getOffsetDateTime("starts_at").toInstant(),
                row.getString("undone_by"),
                time(row.getOffsetDateTime("undone_at")),
                time(row.getOffsetDateTime("ended_at")),
                row.getBoolean("waits"),
                row.getBoolean("replaced"),
                totals(row),
                counts(row.getString("removed")),
                parts);
    }

    private static Removal.Totals totals(Row row) {
        return new Removal.Totals(
                row.getInteger("clients"),
                row.getInteger("ended"),
                row.getInteger("told"),
                new Removal.Consents(
                        row.getInteger("revoked"), row.getInteger("unsettled"), row.getInteger("given_up")),
                row.getLong("rows_left"),
                counts(row.getString("acks")));
    }

    private static Removal.Part readPart(Row row) {
        return new Removal.Part(
                new ClientId(row.getLong("client_id")),
                row.getString("name"),
                row.getString("orgnr"),
                Removal.Revocation.valueOf(row.getString("revoked")),
                time(row.getOffsetDateTime("revoked_at")),
                row.getLong("rows_left"),
                time(row.getOffsetDateTime("ended_at")),
                row.getLong("event_seq") != null,
                acks(row));
    }

    private static Map<String, Instant> acks(Row row) {
        var products = row.getArrayOfStrings("products");
        var times = row.getArrayOfOffsetDateTimes("acked");
        var acks = new HashMap<String, Instant>();
        for (int i = 0; products != null && i < products.length; i++) {
            acks.put(products[i], times[i].toInstant());
        }
        return acks;
    }

    private static Map<String, Long> counts(@Nullable String json) {
        var counts = new HashMap<String, Long>();
        if (json != null) {
            var object = new JsonObject(json);
            object.fieldNames().forEach(kind -> counts.put(kind, object.getLong(kind)));
        }
        return counts;
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
