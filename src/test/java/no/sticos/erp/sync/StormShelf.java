package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import io.vertx.rxjava3.sqlclient.Tuple;
import java.util.List;
import no.sticos.erp.consumer.Document;
import no.sticos.erp.consumer.Event;
import no.sticos.erp.consumer.Handler;
import no.sticos.erp.sandbox.products.WorkedProduct;

/**
 * What a product of the storm keeps: every document as it came, what {@code complete} announced, a line for each event
 * that took effect, and a worked product's figures; all in the helper's transaction.
 */
final class StormShelf implements Handler {
    private static final String TABLES =
            """
            CREATE SCHEMA IF NOT EXISTS storm;
            CREATE TABLE IF NOT EXISTS storm.documents
                (client_id bigint, entity text, key text, json text, PRIMARY KEY (client_id, entity, key));
            CREATE TABLE IF NOT EXISTS storm.shown (client_id bigint PRIMARY KEY, generation int, announced jsonb);
            CREATE TABLE IF NOT EXISTS storm.effects
                (n bigint GENERATED ALWAYS AS IDENTITY, client_id bigint, sequence bigint, event text);
            """;
    private static final String EFFECT = "INSERT INTO storm.effects (client_id, sequence, event) VALUES ($1, $2, $3)";
    private static final String CLEAR = "DELETE FROM storm.documents WHERE client_id = $1";
    private static final String HIDE = "DELETE FROM storm.shown WHERE client_id = $1";
    private static final String DROP =
            "DELETE FROM storm.documents WHERE client_id = $1 AND entity = $2 AND key = ANY($3)";
    private static final String PUT =
            "INSERT INTO storm.documents SELECT $1, $2, d.key, d.json FROM unnest($3::text[], $4::text[]) AS d (key, json)";
    private static final String SHOW =
            "INSERT INTO storm.shown VALUES ($1, $2, $3::text::jsonb) ON CONFLICT (client_id)"
                    + " DO UPDATE SET generation = excluded.generation, announced = excluded.announced";

    private final WorkedProduct worked;

    StormShelf(String product) {
        this.worked = new WorkedProduct(product, "worked");
    }

    /** Makes the tables of both. */
    Completable make(Pool pool) {
        return pool.query(TABLES).rxExecute().ignoreElement().andThen(worked.rxMake(pool));
    }

    @Override
    public Completable on(Event event, SqlConnection tx) {
        return kept(event, tx).andThen(worked.on(event, tx));
    }

    private static Completable kept(Event event, SqlConnection tx) {
        var envelope = event.envelope();
        long client = envelope.clientId();
        if (event instanceof Event.GenerationBegin begin) {
            return begin.isFull() ? run(tx, CLEAR, client) : Completable.complete();
        }
        if (event instanceof Event.Changes changes) {
            return changed(changes, tx);
        }
        var effect =
                run(tx, EFFECT, client, envelope.sequence(), event.getClass().getSimpleName());
        if (event instanceof Event.GenerationComplete complete) {
            return effect.andThen(run(tx, SHOW, client, envelope.generation(), announced(complete)));
        }
        return event instanceof Event.ClientRemoved
                ? effect.andThen(run(tx, CLEAR, client)).andThen(run(tx, HIDE, client))
                : effect;
    }

    private static Completable changed(Event.Changes changes, SqlConnection tx) {
        long client = changes.envelope().clientId();
        var now = changes.documents().stream()
                .filter(document -> !document.isDeleted())
                .toList();
        return run(tx, DROP, client, changes.entity(), keys(changes.documents()))
                .andThen(run(
                        tx,
                        PUT,
                        client,
                        changes.entity(),
                        keys(now),
                        now.stream().map(Document::json).toArray(String[]::new)));
    }

    /** An entity without documents is left out, as no row tells of it either. */
    private static String announced(Event.GenerationComplete complete) {
        var json = new JsonObject();
        complete.documents().forEach((entity, count) -> {
            if (count > 0) {
                json.put(entity, count);
            }
        });
        return json.encode();
    }

    private static String[] keys(List<Document> documents) {
        return documents.stream().map(Document::key).toArray(String[]::new);
    }

    private static Completable run(SqlConnection tx, String sql, Object... arguments) {
        return tx.preparedQuery(sql).rxExecute(Tuple.from(arguments)).ignoreElement();
    }
}
