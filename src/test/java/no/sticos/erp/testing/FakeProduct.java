package no.sticos.erp.testing;

import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.eventbus.Message;
import io.vertx.rxjava3.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import no.sticos.erp.events.Bus;
import no.sticos.erp.events.Product;
import no.sticos.erp.events.inbox.GenerationInbox;
import no.sticos.erp.events.inbox.Handover;
import no.sticos.erp.events.inbox.MemoryStaging;
import no.sticos.erp.events.inbox.Position;
import no.sticos.erp.events.inbox.ProductMessage;
import no.sticos.erp.kernel.ClientId;

/** A product on the bus: it follows the contract by the inbox, and misbehaves where a test says so. */
public final class FakeProduct {
    /** What to do with a message. */
    public enum Mood {
        /** As the contract says. */
        WELL,
        /** Fail it unread. */
        FAILS,
        /** Never answer, unread. */
        SILENT,
        /** Take it, apply it, and lose the answer. */
        FORGETS_TO_ANSWER
    }

    private final GenerationInbox inbox = new GenerationInbox(new MemoryStaging(1 << 24));
    private final Map<Long, Position> positions = new ConcurrentHashMap<>();
    private final Map<Long, Map<String, String>> books = new ConcurrentHashMap<>();
    private final List<ProductMessage> received = new CopyOnWriteArrayList<>();
    private final List<Handover> applied = new CopyOnWriteArrayList<>();
    private final MessageConsumer<String> consumer;
    private volatile Function<ProductMessage, Mood> mood = message -> Mood.WELL;

    /** Listens as {@code product}. */
    public FakeProduct(Vertx vertx, Product product) {
        consumer = vertx.eventBus().consumer(Bus.address(product), this::onMessage);
    }

    /** Misbehaves from now on. */
    public void behave(Function<ProductMessage, Mood> how) {
        mood = how;
    }

    /** Everything that arrived, whatever was done with it. */
    public List<ProductMessage> received(ClientId client) {
        return received.stream()
                .filter(message -> message.clientId() == client.value())
                .toList();
    }

    /** What was applied, in order. */
    public List<Handover> applied(ClientId client) {
        return applied.stream()
                .filter(handover -> handover.last().clientId() == client.value())
                .toList();
    }

    /** The generation that this product shows; 0 = none. */
    public int generation(ClientId client) {
        return positions.getOrDefault(client.value(), Position.NONE).generation();
    }

    /** The documents that this product shows. */
    public Map<String, String> books(ClientId client) {
        return books.getOrDefault(client.value(), Map.of());
    }

    /** Forgets everything of a client, as a product does that has lost its database. */
    public void forget(ClientId client) {
        positions.remove(client.value());
        books.remove(client.value());
    }

    /** Has an older generation's books again, as a product does that was restored from a backup. */
    public void goBack(ClientId client, int generation, Map<String, String> documents) {
        var applied = applied(client).stream()
                .map(Handover::position)
                .filter(position -> position.generation() == generation)
                .findFirst()
                .orElseThrow();
        positions.put(client.value(), applied);
        books.put(client.value(), documents);
    }

    /** Stops listening. */
    public io.reactivex.rxjava3.core.Completable close() {
        return consumer.rxUnregister();
    }

    private void onMessage(Message<String> request) {
        var message = ProductMessage.read(request.body());
        received.add(message);
        switch (mood.apply(message)) {
            case WELL -> answer(request, message);
            case FAILS -> request.fail(500, "as the test says");
            case SILENT -> {}
            case FORGETS_TO_ANSWER -> take(message);
        }
    }

    private void answer(Message<String> request, ProductMessage message) {
        var reply = take(message);
        if (reply.isAck()) {
            request.reply(new JsonObject(reply.text()));
        } else {
            request.fail(reply.failureCode(), reply.text());
        }
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private no.sticos.erp.events.inbox.Reply take(ProductMessage message) {
        var step = inbox.take(message, positions.getOrDefault(message.clientId(), Position.NONE));
        var handover = step.handover();
        if (handover != null) {
            apply(message.clientId(), handover);
        }
        return step.reply();
    }

    private void apply(long client, Handover handover) {
        var now = handover.isFull() || handover.what() == Handover.What.REMOVED
                ? new TreeMap<String, String>()
                : new TreeMap<>(books.getOrDefault(client, Map.of()));
        for (var page : handover.pages()) {
            page.documents().forEach(change -> now.compute(change.key(), (key, old) -> change.document()));
        }
        books.put(client, now);
        positions.put(client, handover.position());
        applied.add(handover);
    }
}
