package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Where each product stands with each client, for pages; and what a person may do about it. */
public final class Subscriptions {
    private static final Sql STATES = Sql.of(Subscriptions.class, "subscription-states");
    private static final Sql UNPARK = Sql.of(Subscriptions.class, "unpark");
    private static final Sql UNPARK_PRODUCT = Sql.of(Subscriptions.class, "unpark-product");
    private static final Sql CAUGHT_UP = Sql.of(Subscriptions.class, "caught-up");
    private static final Sql REWIND = Sql.of(Subscriptions.class, "rewind");
    private static final Sql REWIND_PRUNED = Sql.of(Subscriptions.class, "rewind-pruned");
    private static final Sql REWIND_EVERYTHING = Sql.of(Subscriptions.class, "rewind-everything");
    private static final Sql NEW_EPOCH = Sql.of(Subscriptions.class, "new-epoch");

    private final Database database;

    /** Reads and writes {@code database}. */
    public Subscriptions(Database database) {
        this.database = database;
    }

    /** The products' states for one client, by name; empty before the client's first event. */
    public Single<List<State>> of(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> tx.list(STATES, State::read, client.value()));
    }

    /** Resumes a parked position; false if it was not parked or is another firm's. */
    public Single<Boolean> unpark(TenantId tenant, ClientId client, Product product) {
        return database.forGateway(tx -> tx.count(UNPARK, tenant.value(), client.value(), product.id()))
                .map(count -> count > 0);
    }

    /** Resumes all parked positions of a product that is back after a long absence; gives how many. */
    public Single<Long> unparkAll(Product product) {
        return database.forGateway(tx ->
                tx.first(UNPARK_PRODUCT, row -> row.getLong(0), product.id()).toSingle());
    }

    /** Sends the product the client's newest generation whole, as if it had nothing; false if there is none. */
    public Single<Boolean> rewind(ClientId client, Product product) {
        return database.forGateway(tx -> tx.count(REWIND, client.value(), product.id(), null, 0L))
                .map(count -> count > 0);
    }

    /** Whether every product has acknowledged everything of this client; removal waits for it. */
    public Single<Boolean> isCaughtUp(ClientId client) {
        return database.forGateway(tx ->
                tx.first(CAUGHT_UP, row -> row.getBoolean(0), client.value()).toSingle());
    }

    /**
     * To be called by whoever prunes a client's generations, in the same transaction: products that have an
     * older one than {@code oldestKept} get a whole generation next.
     */
    public Completable forgetOlderThan(Tx tx, ClientId client, int oldestKept) {
        return tx.run(REWIND_PRUNED, client.value(), oldestKept);
    }

    /** To be called once after the database was restored from a backup; gives the stream's new epoch. */
    public Single<UUID> startNewEpoch() {
        return database.forGateway(tx -> tx.run(REWIND_EVERYTHING)
                .andThen(tx.first(NEW_EPOCH, row -> row.getUUID(0)).toSingle()));
    }

    /**
     * One product's position in one client's stream.
     *
     * @param generation what the product has; 0 = nothing, or about to get everything again
     * @param behind events written and not acknowledged
     * @param waitingSince when the oldest of them was written; null if there is none
     * @param failures tries in a row without an acknowledgement
     * @param nextTry when the next try may come; may be past
     * @param parkedAt since when nothing is tried any more; null = not parked
     */
    public record State(
            Product product,
            int generation,
            @Nullable Instant ackedAt,
            long behind,
            @Nullable Instant waitingSince,
            int failures,
            Instant nextTry,
            @Nullable Instant parkedAt) {
        private static State read(Row row) {
            return new State(
                    Product.of(row.getString("product")),
                    row.getInteger("acked_gen"),
                    instant(row.getOffsetDateTime("acked_at")),
                    row.getLong("behind"),
                    instant(row.getOffsetDateTime("since")),
                    row.getInteger("failures"),
                    row.getOffsetDateTime("next_try_at").toInstant(),
                    instant(row.getOffsetDateTime("parked_at")));
        }

        private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
            return time == null ? null : time.toInstant();
        }
    }
}
