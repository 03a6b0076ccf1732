package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
    private static final Sql CONFIGURE = Sql.of(Subscriptions.class, "configure");
    private static final Sql PAUSE = Sql.of(Subscriptions.class, "pause");
    private static final Sql RESUME = Sql.of(Subscriptions.class, "resume");
    private static final Sql PRODUCT_RETURNED = Sql.of(Subscriptions.class, "product-returned");
    private static final Sql REPLAY = Sql.of(Subscriptions.class, "replay");
    private static final Sql CAUGHT_UP = Sql.of(Subscriptions.class, "caught-up");
    private static final Sql REWIND_PRUNED = Sql.of(Subscriptions.class, "rewind-pruned");
    private static final Sql REWIND_PRODUCT = Sql.of(Subscriptions.class, "rewind-product");
    private static final Sql PLACE_MOVED = Sql.of(Subscriptions.class, "place-moved");
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

    /**
     * Writes down who subscribes to what. A new product gets a position with every client; one that is sent other
     * entities than before gets each client's next generation whole, and every one at once if it asks for a replay from
     * nothing; one that is not named any more keeps its positions as they are.
     */
    public Completable configure(List<Subscriber> subscribers) {
        var products = subscribers.stream().map(each -> each.product().id()).toArray(String[]::new);
        var entities = subscribers.stream()
                .map(each -> String.join(" ", new TreeSet<>(each.entities())))
                .toArray(String[]::new);
        return database.forGateway(tx -> tx.count(CONFIGURE, products, entities))
                .ignoreElement();
    }

    /** Sends the product nothing more of this client until it is resumed; false if it was paused, or is not known. */
    public Single<Boolean> pause(ClientId client, Product product) {
        return database.forGateway(tx -> tx.count(PAUSE, client.value(), product.id()))
                .map(count -> count > 0);
    }

    /** Ends a pause, and whatever waiting there is after failures; false if nothing was to be ended. */
    public Single<Boolean> resume(ClientId client, Product product) {
        return database.forGateway(tx -> tx.count(RESUME, null, client.value(), product.id()))
                .map(count -> count > 0);
    }

    /** The same for a person of the firm; false for another firm's client too. */
    public Single<Boolean> resume(TenantId tenant, ClientId client, Product product) {
        return database.forGateway(tx -> tx.count(RESUME, tenant.value(), client.value(), product.id()))
                .map(count -> count > 0);
    }

    /**
     * The product is back: what waits or is parked because it did not answer is sent now. What it refused stays
     * parked. Gives how many positions.
     */
    public Single<Long> returned(Product product) {
        return database.forGateway(tx ->
                tx.first(PRODUCT_RETURNED, row -> row.getLong(0), product.id()).toSingle());
    }

    /**
     * Sends again what came after a generation that the product has.
     *
     * @param generation what the product has; 0 = nothing, so that it gets the newest one whole
     */
    public Single<Replay> replay(ClientId client, Product product, int generation) {
        return database.forGateway(tx -> tx.first(
                        REPLAY, row -> Replay.valueOf(row.getString(0)), client.value(), product.id(), generation)
                .defaultIfEmpty(Replay.UNKNOWN));
    }

    /** The same for all clients of a product, from nothing. */
    public Completable replayAll(Product product) {
        return database.forGateway(tx -> tx.count(REWIND_PRODUCT, product.id())).ignoreElement();
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

    /** After a restore: what products have may be newer than what we know. Gives the stream's new epoch. */
    public Single<UUID> startNewEpoch() {
        return database.forGateway(this::startNewEpoch);
    }

    /**
     * Starts a new epoch if this database has been restored or promoted since a node last started on it; gives the
     * epoch then. A backup that was put back into the very same database is not seen: {@link #startNewEpoch()}.
     */
    public Maybe<UUID> startNewEpochIfRestored() {
        return database.forGateway(tx -> tx.first(PLACE_MOVED, row -> row.getBoolean(0))
                        .filter(restored -> restored)
                        .flatMapSingle(restored -> startNewEpoch(tx))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .mapOptional(epoch -> epoch);
    }

    private Single<UUID> startNewEpoch(Tx tx) {
        return tx.run(REWIND_PRODUCT, (Object) null)
                .andThen(tx.first(NEW_EPOCH, row -> row.getUUID(0)).toSingle());
    }

    /** What came of asking for a replay. */
    public enum Replay {
        /** It comes. */
        DONE,
        /** The client has not got so far. */
        AHEAD,
        /** The generation is no longer kept, or was never published. */
        NOT_KEPT,
        /** There is no such position. */
        UNKNOWN
    }

    /**
     * One product's position in one client's stream.
     *
     * @param generation what the product has; 0 = nothing, or about to get everything again
     * @param behind events written and not acknowledged
     * @param generationsBehind how many of them are generations
     * @param waitingSince when the oldest of them was written; null if there is none
     * @param failures tries in a row without an acknowledgement
     * @param failureCode what the product answered last; null if it was silent, or has taken everything
     * @param nextTry when the next try may come; may be past
     * @param parkedAt since when nothing is tried any more; null = not parked
     * @param pausedAt since when the product wants nothing; null = not paused
     */
    public record State(
            Product product,
            int generation,
            @Nullable Instant ackedAt,
            long behind,
            long generationsBehind,
            @Nullable Instant waitingSince,
            int failures,
            @Nullable Integer failureCode,
            Instant nextTry,
            @Nullable Instant parkedAt,
            @Nullable Instant pausedAt) {
        private static State read(Row row) {
            return new State(
                    new Product(row.getString("product")),
                    row.getInteger("acked_gen"),
                    instant(row.getOffsetDateTime("acked_at")),
                    row.getLong("behind"),
                    row.getLong("generations"),
                    instant(row.getOffsetDateTime("since")),
                    row.getInteger("failures"),
                    row.getInteger("failure_code"),
                    row.getOffsetDateTime("next_try_at").toInstant(),
                    instant(row.getOffsetDateTime("parked_at")),
                    instant(row.getOffsetDateTime("paused_at")));
        }

        private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
            return time == null ? null : time.toInstant();
        }
    }
}
