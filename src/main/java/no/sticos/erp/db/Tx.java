package no.sticos.erp.db;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import io.vertx.rxjava3.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One open transaction; lives as long as the work it was handed to.
 *
 * <p>Arguments fill the statement's places in order. Arrays are typed ({@code Long[]}, {@code UUID[]});
 * JSON goes in as text and is cast in the statement ({@code $1::text::jsonb}), because the driver would
 * make doubles of its numbers.
 */
public final class Tx {
    private final SqlConnection connection;

    Tx(SqlConnection connection) {
        this.connection = connection;
    }

    /** Runs a statement and gives its rows. */
    public Single<RowSet<Row>> rows(Sql sql, @Nullable Object... args) {
        return connection
                .preparedQuery(sql.text())
                .rxExecute(Tuple.from(args))
                .onErrorResumeNext(error -> Single.error(DbFaults.translate(error)));
    }

    /** Runs a statement and gives each row as {@code read} makes it. */
    public <T> Single<List<T>> list(Sql sql, Function<Row, T> read, @Nullable Object... args) {
        return rows(sql, args).map(rows -> {
            var list = new ArrayList<T>(rows.size());
            rows.forEach(row -> list.add(read.apply(row)));
            return list;
        });
    }

    /** Runs a statement and gives its first row, if there is one. */
    public <T> Maybe<T> first(Sql sql, Function<Row, T> read, @Nullable Object... args) {
        return rows(sql, args)
                .flatMapMaybe(rows -> rows.iterator().hasNext()
                        ? Maybe.just(read.apply(rows.iterator().next()))
                        : Maybe.empty());
    }

    /** Runs a statement whose rows nobody needs. */
    public Completable run(Sql sql, @Nullable Object... args) {
        return rows(sql, args).ignoreElement();
    }

    /** Runs a statement and gives how many rows it touched. */
    public Single<Integer> count(Sql sql, @Nullable Object... args) {
        return rows(sql, args).map(RowSet::rowCount);
    }
}
