package no.sticos.erp.sandbox.consumer;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.eventbus.Message;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A demo of a product: takes its clients' generations from the bus, shows one only when it is complete, and
 * keeps exact totals. It remembers nothing between starts, and then asks for everything again.
 */
public final class ProductConsumer extends AbstractVerticle {
    private static final int SEND_EVERYTHING = 409;

    private final String product;
    private final Map<Long, Holding> holdings = new ConcurrentHashMap<>();
    private final Map<Long, Totals> totals = new ConcurrentHashMap<>();

    /** Listens for {@code product} once deployed: avstemming, rapport or likviditet. */
    public ProductConsumer(String product) {
        this.product = product;
    }

    /**
     * What the product shows of a client.
     *
     * @param generation the generation; 0 for none
     * @param vouchers how many vouchers it holds
     * @param debit their sum of debit
     * @param credit their sum of credit
     */
    public record Totals(int generation, int vouchers, BigDecimal debit, BigDecimal credit) {}

    @Override
    public Completable rxStart() {
        return vertx.eventBus()
                .<String>consumer("erp.products." + product, this::take)
                .rxCompletion();
    }

    /** What is shown of the client now; safe from any thread. */
    public Totals totals(long client) {
        return totals.getOrDefault(client, new Totals(0, 0, BigDecimal.ZERO, BigDecimal.ZERO));
    }

    private void take(Message<String> message) {
        var event = new JsonObject(message.body());
        long client = event.getLong("clientId");
        var holding = holdings.computeIfAbsent(client, each -> new Holding());
        boolean fits =
                switch (event.getString("type")) {
                    case "generation.begin" -> holding.begin(event);
                    case "generation.changes" -> holding.take(event);
                    case "generation.complete" -> holding.complete(event);
                    case "heartbeat" -> holding.generation() == event.getInteger("generation");
                    default -> true;
                };
        totals.put(client, holding.totals());
        if (fits) {
            message.reply(
                    new JsonObject().put("ack", event.getString("eventId")).encode());
        } else {
            message.fail(SEND_EVERYTHING, "send everything");
        }
    }
}
