package no.sticos.erp.consumer;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import io.vertx.rxjava3.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.ProductDatabase;

/** A product's books in its own tables, and a line for everything that took effect. */
final class Shelf implements Handler {
    final String schema = ProductDatabase.schema();
    final Pool pool;
    private volatile Function<Event, Completable> first = event -> Completable.complete();

    Shelf(Vertx vertx) {
        pool = ProductDatabase.pool(vertx);
        Await.done(pool.query("CREATE SCHEMA " + schema + "; CREATE TABLE " + schema
                        + ".books (client_id bigint, key text, json text, PRIMARY KEY (client_id, key)); CREATE TABLE "
                        + schema + ".effects (n int GENERATED ALWAYS AS IDENTITY, client_id bigint, what text)")
                .rxExecute()
                .ignoreElement());
    }

    ConsumerSettings settings() {
        return ConsumerSettings.of("rapport").in(schema);
    }

    Inbox inbox() {
        return inbox(pool, settings());
    }

    Inbox inbox(Pool way, ConsumerSettings settings) {
        var inbox = new Inbox(way, settings, this);
        Await.done(inbox.rxMake());
        return inbox;
    }

    /** Before an event is applied, from now on. */
    void first(Function<Event, Completable> what) {
        first = what;
    }

    Map<String, String> books(long client) {
        var books = new TreeMap<String, String>();
        ask("SELECT key, json FROM " + schema + ".books WHERE client_id = $1", client)
                .forEach(row -> books.put(row.get(0), row.get(1)));
        return books;
    }

    /** What took effect, in order. */
    List<String> effects(long client) {
        return ask("SELECT what FROM " + schema + ".effects WHERE client_id = $1 ORDER BY n", client).stream()
                .map(row -> row.get(0))
                .toList();
    }

    Position position(long client) {
        return Await.result(new Inbox(pool, settings(), this).positions()).stream()
                .filter(position -> position.clientId() == client)
                .findFirst()
                .orElseThrow();
    }

    long staged() {
        return Long.parseLong(
                ask("SELECT count(*)::text FROM " + schema + ".pages").get(0).get(0));
    }

    List<List<String>> ask(String sql, Object... arguments) {
        return Await.result(
                pool.preparedQuery(sql).rxExecute(Tuple.from(arguments)).map(rows -> {
                    var list = new ArrayList<List<String>>();
                    rows.forEach(row -> {
                        var texts = new ArrayList<String>();
                        for (int i = 0; i < row.size(); i++) {
                            texts.add(String.valueOf(row.getString(i)));
                        }
                        list.add(texts);
                    });
                    return list;
                }));
    }

    @Override
    public Completable on(Event event, SqlConnection tx) {
        return first.apply(event).andThen(Completable.defer(() -> apply(event, tx)));
    }

    private Completable apply(Event event, SqlConnection tx) {
        long client = event.envelope().clientId();
        if (event instanceof Event.GenerationBegin begin) {
            return begin.isFull() ? clear(tx, client) : Completable.complete();
        }
        if (event instanceof Event.Changes changes) {
            return io.reactivex.rxjava3.core.Flowable.fromIterable(changes.documents())
                    .concatMapCompletable(document -> put(tx, client, document));
        }
        var effect = run(
                tx,
                "INSERT INTO " + schema + ".effects (client_id, what) VALUES ($1, $2)",
                client,
                event.getClass().getSimpleName() + " " + event.envelope().generation());
        return event instanceof Event.ClientRemoved ? clear(tx, client).andThen(effect) : effect;
    }

    private Completable put(SqlConnection tx, long client, Document document) {
        var json = document.json();
        return json == null
                ? run(tx, "DELETE FROM " + schema + ".books WHERE client_id = $1 AND key = $2", client, document.key())
                : run(
                        tx,
                        "INSERT INTO " + schema + ".books VALUES ($1, $2, $3) ON CONFLICT (client_id, key)"
                                + " DO UPDATE SET json = excluded.json",
                        client,
                        document.key(),
                        json);
    }

    private Completable clear(SqlConnection tx, long client) {
        return run(tx, "DELETE FROM " + schema + ".books WHERE client_id = $1", client);
    }

    private static Completable run(SqlConnection tx, String sql, Object... arguments) {
        return tx.preparedQuery(sql).rxExecute(Tuple.from(arguments)).ignoreElement();
    }
}
