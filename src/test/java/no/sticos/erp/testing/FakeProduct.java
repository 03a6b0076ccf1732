package no.sticos.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.eventbus.Message;
import io.vertx.rxjava3.core.eventbus.MessageConsumer;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import io.vertx.rxjava3.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import no.sticos.erp.consumer.ConsumerSettings;
import no.sticos.erp.consumer.Event;
import no.sticos.erp.consumer.Inbox;
import no.sticos.erp.consumer.Position;
import no.sticos.erp.consumer.ProductMessage;
import no.sticos.erp.consumer.Reply;
import no.sticos.erp.events.Bus;
import no.sticos.erp.events.Product;
import no.sticos.erp.kernel.ClientId;

/**
 * A product on the bus: it follows the contract by the helper that real products embed, and misbehaves where a test
 * says so. Its books are in memory, its positions in a schema of the tests' product database. Everything that it is
 * sent is held against the published schemas.
 */
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

    /**
     * Something that took effect.
     *
     * @param last the message that made it whole
     * @param isFull whether it was a generation that replaced everything
     */
    public record Applied(ProductMessage last, boolean isFull) {}

    /** A generation being applied: the books as they will be. */
    private record Coming(boolean isFull, Map<String, String> books) {}

    private final String schema = ProductDatabase.schema();
    private final Pool pool;
    private final Inbox inbox;
    private final Map<Long, Map<String, String>> books = new ConcurrentHashMap<>();
    private final Map<Long, Coming> coming = new ConcurrentHashMap<>();
    private final List<ProductMessage> received = new CopyOnWriteArrayList<>();
    private final List<Applied> applied = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final MessageConsumer<String> consumer;
    private volatile Function<ProductMessage, Mood> mood = message -> Mood.WELL;
    private volatile boolean bridged;

    /** Listens as {@code product}. */
    public FakeProduct(Vertx vertx, Product product) {
        var settings = ConsumerSettings.of(product.id()).in(schema);
        pool = ProductDatabase.pool(vertx);
        inbox = new Inbox(pool, settings, this::on);
        Await.done(inbox.rxMake());
        consumer = vertx.eventBus().consumer(Bus.address(product), this::onMessage);
    }

    /** Misbehaves from now on. */
    public void behave(Function<ProductMessage, Mood> how) {
        mood = how;
    }

    /** From now on answers as one does who cannot fail a request. */
    public void answerByBridge() {
        bridged = true;
    }

    /** Everything that arrived, whatever was done with it. */
    public List<ProductMessage> received(ClientId client) {
        return received.stream()
                .filter(message -> message.clientId() == client.value())
                .toList();
    }

    /** What took effect, in order. */
    public List<Applied> applied(ClientId client) {
        return applied.stream()
                .filter(effect -> effect.last().clientId() == client.value())
                .toList();
    }

    /** The generation that this product shows; 0 = none. */
    public int generation(ClientId client) {
        return Await.result(inbox.positions()).stream()
                .filter(position -> position.clientId() == client.value())
                .mapToInt(Position::generation)
                .sum();
    }

    /** The documents that this product shows. */
    public Map<String, String> books(ClientId client) {
        return books.getOrDefault(client.value(), Map.of());
    }

    /** Forgets everything of a client, as a product does that has lost its database. */
    public void forget(ClientId client) {
        Await.done(inbox.rxForget(client.value()));
        books.remove(client.value());
    }

    /** Has an older generation's books again, as a product does that was restored from a backup. */
    public void goBack(ClientId client, int generation, Map<String, String> documents) {
        var then = applied(client).stream()
                .map(effect -> effect.last().envelope())
                .filter(envelope -> envelope.generation() == generation)
                .findFirst()
                .orElseThrow();
        Await.done(pool.preparedQuery(
                        "UPDATE " + schema + ".positions SET sequence = $2, generation = $3 WHERE client_id = $1")
                .rxExecute(Tuple.of(client.value(), then.sequence(), generation))
                .ignoreElement());
        books.put(client.value(), documents);
    }

    /** Stops listening; fails if anything that came was not as the contract says. */
    public Completable close() {
        return consumer.rxUnregister().andThen(pool.rxClose()).andThen(Completable.fromAction(() -> assertThat(bodies)
                .as("what the contract does not allow")
                .flatExtracting(Contract::validate)
                .isEmpty()));
    }

    private void onMessage(Message<String> request) {
        bodies.add(request.body());
        var message = ProductMessage.read(request.body());
        received.add(message);
        switch (mood.apply(message)) {
            case WELL -> take(message, reply -> answer(request, reply));
            case FAILS -> request.fail(Reply.FAILED, "as the test says");
            case SILENT -> {}
            case FORGETS_TO_ANSWER -> take(message, reply -> {});
        }
    }

    private void take(ProductMessage message, io.reactivex.rxjava3.functions.Consumer<Reply> then) {
        var unused = Single.defer(() -> inbox.rxTake(message))
                .onErrorReturn(error -> new Reply(Reply.FAILED, error.toString()))
                .subscribe(then);
    }

    private void answer(Message<String> request, Reply reply) {
        if (reply.isAck()) {
            request.reply(new JsonObject().put("ack", reply.text()));
        } else if (bridged) {
            request.reply(new JsonObject().put("refuse", reply.failureCode()).put("reason", reply.text()));
        } else {
            request.fail(reply.failureCode(), reply.text());
        }
    }

    private Completable on(Event event, SqlConnection tx) {
        return Completable.fromAction(() -> apply(event, event.envelope().clientId()));
    }

    private void apply(Event event, long client) {
        if (event instanceof Event.GenerationBegin begin) {
            var kept = begin.isFull() ? Map.<String, String>of() : books.getOrDefault(client, Map.of());
            coming.put(client, new Coming(begin.isFull(), new TreeMap<>(kept)));
        } else if (event instanceof Event.Changes changes) {
            var now = Objects.requireNonNull(coming.get(client)).books();
            changes.documents().forEach(change -> now.compute(change.key(), (key, old) -> change.json()));
        } else {
            applied.add(new Applied(last(event.envelope().id()), shows(event, client)));
        }
    }

    /** Whether the event replaced everything. */
    private boolean shows(Event event, long client) {
        if (event instanceof Event.GenerationComplete) {
            var now = Objects.requireNonNull(coming.remove(client));
            books.put(client, now.books());
            return now.isFull();
        }
        if (event instanceof Event.ClientRemoved) {
            books.put(client, Map.of());
        }
        return false;
    }

    private ProductMessage last(String id) {
        return received.stream()
                .filter(message -> message.eventId().equals(id))
                .reduce((one, two) -> two)
                .orElseThrow();
    }
}
