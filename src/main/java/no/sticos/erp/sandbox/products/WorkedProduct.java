package no.sticos.erp.sandbox.products;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import io.vertx.rxjava3.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.consumer.Document;
import no.sticos.erp.consumer.Event;
import no.sticos.erp.consumer.Event.Changes;
import no.sticos.erp.consumer.Event.ClientRemoved;
import no.sticos.erp.consumer.Event.GenerationBegin;
import no.sticos.erp.consumer.Event.GenerationComplete;
import no.sticos.erp.consumer.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A product that adds up: per entity one statement takes from documents what its views need.
 *
 * <p>{@code parts} holds that per document, {@code shown} the generation of each client; both move in the helper's
 * transaction, so that a reader sees one whole generation. Amounts are numeric throughout: the documents' digits.
 */
public final class WorkedProduct implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(WorkedProduct.class);

    private static final Map<String, Set<String>> ENTITIES = Map.of(
            "avstemming", Set.of("vouchers", "opening_balances"),
            "rapport", Set.of("vouchers", "cost_centers"),
            "likviditet", Set.of("customer_ledger_items", "supplier_invoices"));

    private final String id;
    private final String tables;
    private final String drop;
    private final String clear;
    private final String show;
    private final String hide;
    private final Map<String, String> take = new HashMap<>();

    /**
     * One of the three.
     *
     * @param id avstemming, rapport or likviditet
     * @param schema where its tables are to be; a name of small letters, digits and _, as it becomes part of statements
     */
    public WorkedProduct(String id, String schema) {
        var entities = ENTITIES.get(id);
        if (entities == null) {
            throw new IllegalArgumentException("no such product: " + id + "; there are " + names());
        }
        if (!schema.matches("[a-z_][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("a schema's name has small letters, digits and _ only");
        }
        this.id = id;
        this.tables = read("shown", schema) + read(id + "/tables", schema);
        this.drop = read("drop", schema);
        this.clear = read("clear", schema);
        this.show = read("show", schema);
        this.hide = read("hide", schema);
        entities.forEach(entity -> take.put(entity, read(id + "/" + entity, schema)));
    }

    /** The three. */
    public static List<String> names() {
        return ENTITIES.keySet().stream().sorted().toList();
    }

    /** Which of the three this is. */
    public String id() {
        return id;
    }

    /** Makes its tables and views, unless they are there. */
    public Completable rxMake(Pool pool) {
        return pool.<Boolean>rxWithTransaction(tx -> tx.query(tables)
                        .rxExecute()
                        .ignoreElement()
                        .toSingleDefault(true)
                        .toMaybe())
                .ignoreElement();
    }

    @Override
    public Completable on(Event event, SqlConnection tx) {
        long client = event.envelope().clientId();
        if (event instanceof GenerationBegin begin) {
            return begin.isFull() ? run(tx, clear, client) : Completable.complete();
        } else if (event instanceof Changes changes) {
            return apply(changes, tx);
        } else if (event instanceof GenerationComplete complete) {
            return show(complete, tx);
        } else if (event instanceof ClientRemoved) {
            return run(tx, clear, client).andThen(run(tx, hide, client));
        }
        return Completable.complete(); // what else is told changes no figure here
    }

    private Completable apply(Changes changes, SqlConnection tx) {
        var statement = take.get(changes.entity());
        if (statement == null) {
            return Completable.complete();
        }
        long client = changes.envelope().clientId();
        var now = changes.documents().stream()
                .filter(document -> !document.isDeleted())
                .toList();
        return run(tx, drop, client, changes.entity(), keys(changes.documents()))
                .andThen(run(tx, statement, client, keys(now), texts(now)));
    }

    /** Counts only in the log: figures are the client's, and those stand in the tables. */
    private Completable show(GenerationComplete complete, SqlConnection tx) {
        var envelope = complete.envelope();
        LOG.info("{}: generation {} of client {}", id, envelope.generation(), envelope.clientId());
        return run(
                tx,
                show,
                envelope.clientId(),
                envelope.clientName(),
                envelope.generation(),
                complete.asOf().toString(),
                complete.verdict());
    }

    private static String[] keys(List<Document> documents) {
        return documents.stream().map(Document::key).toArray(String[]::new);
    }

    private static String[] texts(List<Document> documents) {
        return documents.stream().map(Document::json).toArray(String[]::new);
    }

    private static Completable run(SqlConnection tx, String statement, Object... arguments) {
        return tx.preparedQuery(statement).rxExecute(Tuple.from(arguments)).ignoreElement();
    }

    private static String read(String file, String schema) {
        try (var stream = WorkedProduct.class.getResourceAsStream(file + ".sql")) {
            if (stream == null) {
                throw new IllegalStateException("no " + file + ".sql beside " + WorkedProduct.class.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("{schema}", schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
