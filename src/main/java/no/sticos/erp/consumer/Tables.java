package no.sticos.erp.consumer;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlClient;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import io.vertx.rxjava3.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import no.sticos.erp.consumer.Event.Sent;
import org.jspecify.annotations.Nullable;

/** The helper's tables: positions, the transfer under way, and its pages. Cold, and safe to share between threads. */
final class Tables {
    private final Pool pool;
    private final Statements sql;
    private final String idleMillis;
    private final Set<Long> enrolled = ConcurrentHashMap.newKeySet();

    Tables(Pool pool, ConsumerSettings settings) {
        this.pool = pool;
        this.sql = new Statements(settings.schema());
        this.idleMillis = Long.toString(settings.patience().toMillis());
    }

    /** A client's row, locked for the length of {@code tx}. */
    record Locked(SqlConnection tx, Position position, String followed, long fence, boolean isLeft) {
        /** Whether the message comes from a relay that was replaced, or of a stream from before a restore. */
        boolean isOvertaken(Envelope message) {
            return isLeft || (followed.equals(message.streamEpoch()) && fence > message.transfer());
        }
    }

    /** The generation on its way; {@code isPast}: it was applied before. */
    record Transfer(boolean isPast, String beginMessage, int pages) {}

    /** What is here of it. */
    record Tally(long pages, Map<String, Sent> sent) {}

    /** Makes the schema and what belongs in it, unless it is there. */
    Completable make() {
        return pool.<Boolean>rxWithTransaction(tx -> tx.query(sql.schema)
                        .rxExecute()
                        .ignoreElement()
                        .toSingleDefault(true)
                        .toMaybe())
                .ignoreElement();
    }

    /** Runs {@code work} in a transaction that holds the client's row; another holder of it is an error at once. */
    <T> Single<T> locked(Envelope message, Function<Locked, Single<T>> work) {
        return enrol(message.clientId())
                .andThen(pool.<T>rxWithTransaction(
                        tx -> lock(tx, message).flatMap(work::apply).toMaybe()))
                .toSingle();
    }

    /** The message's transfer, if it is the one under way; in no transaction. */
    Maybe<Transfer> transfer(Envelope message) {
        return transfer(pool, message);
    }

    /** The message's transfer, if it is the one under way. */
    Maybe<Transfer> transfer(SqlClient client, Envelope message) {
        return rows(client, sql.transfer, place(message).toArray())
                .flatMapMaybe(rows ->
                        first(rows, row -> new Transfer(row.getBoolean(0), row.getString(1), row.getInteger(2))));
    }

    /** Begins a transfer in place of any other. */
    Completable begin(Locked held, ProductMessage message, boolean isPast) {
        var arguments = place(message.envelope());
        arguments.add(isPast);
        arguments.add(message.body());
        return rows(held.tx(), sql.begin, arguments.toArray()).ignoreElement();
    }

    /** Keeps a page and counts it, if it is the next one of the transfer under way; else nothing, and false. */
    Single<Boolean> stage(ProductMessage message) {
        var documents = message.documents();
        int deleted = (int) documents.stream().filter(Document::isDeleted).count();
        var arguments = place(message.envelope());
        arguments.add(message.count("page"));
        arguments.add(message.eventId());
        arguments.add(message.text("entity"));
        arguments.add(documents.size() - deleted);
        arguments.add(deleted);
        arguments.add(message.text("documents"));
        return rows(pool, sql.stage, arguments.toArray()).map(rows -> rows.rowCount() == 1);
    }

    /** Counts what is here of the client's transfer. */
    Single<Tally> tally(Locked held) {
        return rows(held.tx(), sql.tally, held.position().clientId()).map(Tables::tally);
    }

    /** A page of the transfer under way, which must be there. */
    Single<Event.Changes> page(Locked held, Envelope begin, int page) {
        return rows(held.tx(), sql.page, begin.clientId(), page)
                .map(rows -> rows.iterator().next())
                .map(row -> new Event.Changes(
                        begin.withId(row.getString(0)), page, row.getString(1), Json.documents(row.getString(2))));
    }

    /** Forgets the transfer under way. */
    Completable drop(Locked held) {
        return rows(held.tx(), sql.drop, held.position().clientId()).ignoreElement();
    }

    /** Moves the position to the message, with {@code generation} shown, and ends the transfer under way. */
    Completable settle(Locked held, Envelope message, int generation) {
        return rows(
                        held.tx(),
                        sql.settle,
                        message.clientId(),
                        message.streamEpoch(),
                        message.sequence(),
                        generation,
                        message.transfer())
                .ignoreElement();
    }

    /** All positions, by client. */
    Single<List<Position>> positions() {
        return rows(pool, sql.positions).map(rows -> {
            var positions = new ArrayList<Position>(rows.size());
            rows.forEach(row -> positions.add(position(row)));
            return positions;
        });
    }

    /** Nothing was applied of the client, as far as this knows. */
    Completable forget(long client) {
        return rows(pool, sql.forget, client).ignoreElement();
    }

    /** Outside the transaction, so that nobody waits for another's first message. */
    private Completable enrol(long client) {
        return Completable.defer(() -> enrolled.contains(client)
                ? Completable.complete()
                : rows(pool, sql.enrol, client).ignoreElement().doOnComplete(() -> enrolled.add(client)));
    }

    private Single<Locked> lock(SqlConnection tx, Envelope message) {
        return rows(tx, sql.limitIdling, idleMillis)
                .flatMap(limited -> rows(tx, sql.lock, message.clientId(), message.streamEpoch()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Locked(
                        tx, position(row), row.getString("followed"), row.getLong("fence"), row.getBoolean("is_left")));
    }

    private static List<@Nullable Object> place(Envelope message) {
        return new ArrayList<>(
                List.of(message.clientId(), message.streamEpoch(), message.transfer(), message.generation()));
    }

    private static Single<RowSet<Row>> rows(SqlClient client, String statement, @Nullable Object... arguments) {
        return client.preparedQuery(statement).rxExecute(Tuple.from(arguments));
    }

    private static <T> Maybe<T> first(RowSet<Row> rows, Function<Row, T> read) {
        var all = rows.iterator();
        return all.hasNext() ? Maybe.just(read.apply(all.next())) : Maybe.empty();
    }

    private static Tally tally(RowSet<Row> rows) {
        long pages = 0;
        var sent = new HashMap<String, Sent>();
        for (var row : rows) {
            pages += row.getLong("pages");
            sent.put(row.getString("entity"), new Sent(row.getLong("changed"), row.getLong("deleted")));
        }
        return new Tally(pages, sent);
    }

    private static Position position(Row row) {
        var movedAt = row.getOffsetDateTime("moved_at");
        return new Position(
                row.getLong("client_id"),
                row.getString("stream_epoch"),
                row.getLong("sequence"),
                row.getInteger("generation"),
                movedAt == null ? null : movedAt.toInstant());
    }
}
