package no.sticos.erp.sandbox.consumer;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.eventbus.Message;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A demo of a product: takes its clients' generations from the bus, shows one only when it is complete, and
 * keeps exact totals. It remembers nothing between starts, and then asks for everything again.
 */
public final class ProductConsumer extends AbstractVerticle {
    private static final Logger LOG = LoggerFactory.getLogger(ProductConsumer.class);
    private static final Totals NOTHING = new Totals(0, Map.of(), BigDecimal.ZERO, BigDecimal.ZERO);

    private final String product;
    private final Map<Long, Holding> holdings = new HashMap<>();
    private final Map<Long, Totals> totals = new ConcurrentHashMap<>();

    /** Listens for {@code product} once deployed: avstemming, rapport or likviditet. */
    public ProductConsumer(String product) {
        this.product = product;
    }

    /**
     * What the product shows of a client.
     *
     * @param generation the generation; 0 for none
     * @param documents how many documents it holds, per entity
     * @param debit the vouchers' sum of debit
     * @param credit the vouchers' sum of credit
     */
    public record Totals(int generation, Map<String, Integer> documents, BigDecimal debit, BigDecimal credit) {
        /** Keeps its own copy of the counts. */
        public Totals {
            documents = Map.copyOf(documents);
        }
    }

    @Override
    public Completable rxStart() {
        return vertx.eventBus()
                .<String>consumer("erp.products." + product, this::take)
                .rxCompletion();
    }

    /** What is shown of the client now; safe from any thread. */
    public Totals totals(long client) {
        return totals.getOrDefault(client, NOTHING);
    }

    /** What is shown of every client that was heard of; safe from any thread. */
    public Map<Long, Totals> totals() {
        return Map.copyOf(totals);
    }

    private void take(Message<String> message) {
        var event = flat(new JsonObject(message.body()));
        long client = event.getLong("clientId");
        var holding = holdings.computeIfAbsent(client, first -> new Holding());
        var answer = holding.take(event);
        if (answer == Answer.TAKEN) {
            tell(event, client, holding);
            message.reply(
                    new JsonObject().put("ack", event.getString("eventId")).encode());
        } else {
            message.fail(answer.failureCode, answer.name());
        }
    }

    private static JsonObject flat(JsonObject event) {
        var type = event.getString("type");
        return event.getJsonObject("data")
                .copy()
                .put("type", type.substring("no.sticos.erp.".length(), type.length() - ".v1".length()))
                .put("eventId", event.getString("id"))
                .put("streamEpoch", event.getString("streamepoch"))
                .put("sequence", Long.valueOf(event.getString("sequence")))
                .put("transfer", Long.valueOf(event.getString("transfer")))
                .put("clientId", Long.valueOf(event.getString("subject")))
                .put("generation", event.getInteger("generation"));
    }

    /** The sums of a large client take a moment: only what can move them works them out. */
    private void tell(JsonObject event, long client, Holding holding) {
        var type = event.getString("type");
        if (type.equals("generation.complete") || type.equals("client.removed")) {
            var now = holding.totals();
            totals.put(client, now);
            // Counts only: sums are the client's figures, and those do not belong in a log.
            LOG.info("{} shows generation {} of client {}: {}", product, now.generation(), client, now.documents());
        } else if (type.equals("period.changed")) {
            LOG.info(
                    "{} notes changes in locked periods of client {}: {}",
                    product,
                    client,
                    event.getJsonObject("counts"));
        }
    }
}
