package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Map;
import java.util.TreeMap;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;

/**
 * Takes a client's books away: first out of readers' sight, then row by row.
 *
 * <p>All methods run in the caller's transaction. Generation numbers are not given out again afterwards, so
 * that a product can never take new books for old ones.
 */
public final class BooksRemoval {
    private static final Sql HIDE = Sql.of(BooksRemoval.class, "hide-books");
    private static final Sql REMOVE = Sql.of(BooksRemoval.class, "remove-books");
    private static final Sql COUNT = Sql.of(BooksRemoval.class, "count-books");
    private static final Sql FORGET = Sql.of(BooksRemoval.class, "forget-books");

    private BooksRemoval() {}

    /**
     * Rows of one table.
     *
     * @param kind the table's name, without its schema
     * @param rows how many
     */
    public record Rows(String kind, long rows) {
        private static Rows read(Row row) {
            return new Rows(row.getString("kind"), row.getLong("rows"));
        }
    }

    /** Lets readers see nothing any more; gives the generation that they saw, 0 if there was none. */
    public static Single<Integer> hide(Tx tx, ClientId client) {
        return tx.first(HIDE, row -> row.getInteger("current_gen"), client.value())
                .defaultIfEmpty(0);
    }

    /** Removes up to {@code most} rows; empty if none is left, or if the fence does not hold. */
    public static Maybe<Rows> remove(Tx tx, Fence fence, ClientId client, int most) {
        return tx.first(REMOVE, Rows::read, fence.run().value(), fence.epoch(), client.value(), most);
    }

    /** How many rows each table has of the client, by its name; tables without any are left out. */
    public static Single<Map<String, Long>> count(Tx tx, ClientId client) {
        return tx.list(COUNT, Rows::read, client.value()).map(tables -> {
            var counts = new TreeMap<String, Long>();
            tables.forEach(table -> counts.put(table.kind(), table.rows()));
            return counts;
        });
    }

    /** Forgets that the client ever had books; only for one that is removed itself. */
    public static Completable forget(Tx tx, ClientId client) {
        return tx.run(FORGET, client.value());
    }
}
