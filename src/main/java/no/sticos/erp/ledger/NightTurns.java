package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Optional;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;

/**
 * Whose turn it is at night, over all nodes: the client that has waited longest, to one node at a time.
 *
 * <p>Night and leases are by the database's clock. A turn ends in one of three ways: the pass is over, the node
 * leaves it for others to have theirs, or the lease runs out; the pass then goes on where it was, and whoever
 * had the turn before writes nothing more.
 */
public final class NightTurns {
    private static final Sql MAKE = Sql.of(NightTurns.class, "make-turns");
    private static final Sql TAKE = Sql.of(NightTurns.class, "take-turn");
    private static final Sql ADVANCE = Sql.of(NightTurns.class, "advance-turn");
    private static final Sql LEAVE = Sql.of(NightTurns.class, "leave-turn");
    private static final Sql END = Sql.of(NightTurns.class, "end-turn");

    private final Database database;
    private final NightSettings settings;

    /** Does nothing yet. */
    public NightTurns(Database database, NightSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** The settings that all chores share. */
    public NightSettings settings() {
        return settings;
    }

    /** The next client; empty by day, and when every client has had its turn. */
    public Maybe<NightTurn> claim(NightChore chore) {
        return database.forGateway(tx -> take(tx, chore)
                        // Whoever made them: another node may just have done it.
                        .switchIfEmpty(
                                Maybe.defer(() -> tx.count(MAKE, chore.name()).flatMapMaybe(made -> take(tx, chore))))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .mapOptional(turn -> turn);
    }

    /** Notes how far the pass has come, in the transaction of what was done. Fails with {@code FENCED}. */
    public Completable advance(Tx tx, NightTurn turn, String position, long seen) {
        return tx.count(
                        ADVANCE,
                        turn.client().value(),
                        turn.chore().name(),
                        turn.number(),
                        position,
                        seen,
                        settings.lease().toMillis())
                .flatMapCompletable(
                        rows -> rows == 1 ? Completable.complete() : Completable.error(Fault.of(Cause.FENCED)));
    }

    /** Lets others have their turn first. */
    public Completable leave(NightTurn turn) {
        return database.forGateway(tx ->
                        tx.count(LEAVE, turn.client().value(), turn.chore().name(), turn.number()))
                .ignoreElement();
    }

    /** Ends the pass; gives when it began. Fails with {@code FENCED}. */
    public Single<OffsetDateTime> end(Tx tx, NightTurn turn) {
        return tx.first(
                        END,
                        row -> row.getOffsetDateTime("began_at"),
                        turn.client().value(),
                        turn.chore().name(),
                        turn.number())
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.FENCED)));
    }

    private Maybe<NightTurn> take(Tx tx, NightChore chore) {
        return tx.first(
                TAKE,
                row -> read(row, chore),
                chore.name(),
                settings.node(),
                settings.lease().toMillis(),
                settings.again().toMillis(),
                settings.from(),
                settings.until());
    }

    private static NightTurn read(Row row, NightChore chore) {
        return new NightTurn(
                new ClientId(row.getLong("client_id")), chore, row.getLong("turn"), row.getString("position"));
    }
}
