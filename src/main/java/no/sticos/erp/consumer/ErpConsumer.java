package no.sticos.erp.consumer;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.eventbus.Message;
import io.vertx.rxjava3.core.eventbus.MessageConsumer;
import io.vertx.rxjava3.sqlclient.Pool;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A product's end of the bus: takes its messages and applies each once, by the product's {@link Handler}.
 *
 * <p>Any number of nodes may run it on one database. What it cannot take now it does not acknowledge, and the
 * gateway sends it again later: that is the back-pressure. Started and stopped once each.
 */
public final class ErpConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ErpConsumer.class);
    /** How long the gateway has to answer a question, in milliseconds. */
    private static final long ASKING = 5_000;

    private final Vertx vertx;
    private final ConsumerSettings settings;
    private final Inbox inbox;
    private final Turns turns;
    private volatile @Nullable MessageConsumer<String> messages;

    /**
     * Does nothing yet.
     *
     * @param vertx on the bus that the gateway is on
     * @param pool the product's own database; it stays the caller's, who closes it after {@link #rxStop}
     */
    public ErpConsumer(Vertx vertx, Pool pool, ConsumerSettings settings, Handler handler) {
        this.vertx = vertx;
        this.settings = settings;
        this.inbox = new Inbox(pool, settings, handler);
        this.turns = new Turns(settings.atOnce(), settings.waiting());
    }

    /** Makes the helper's tables unless they are there, then listens, and tells the gateway that the product is back. */
    public Completable rxStart() {
        return inbox.rxMake().andThen(Completable.defer(this::listen)).andThen(Completable.defer(this::returned));
    }

    /** Takes no more, and completes when what was taken is done. */
    public Completable rxStop() {
        return Completable.defer(this::unlisten).andThen(turns.end());
    }

    /** How far this product has come, by client. */
    public Single<List<Position>> positions() {
        return inbox.positions();
    }

    /** Starts over with a client, whose tables the product has emptied: the next message brings everything. */
    public Completable rxForget(long clientId) {
        return inbox.rxForget(clientId);
    }

    private Completable listen() {
        var listening = vertx.eventBus().<String>consumer(settings.address(), this::receive);
        messages = listening;
        return listening.rxCompletion();
    }

    /** What waits because nobody was here comes now, not after a growing pause. Where no gateway is, none waits for us. */
    private Completable returned() {
        var question = new JsonObject().put("request", "resume");
        return vertx.eventBus()
                .<Object>rxRequest(settings.requests(), question, new DeliveryOptions().setSendTimeout(ASKING))
                .ignoreElement()
                .onErrorComplete(error -> {
                    LOG.info(
                            "{}: the gateway was not told that we are back: {}",
                            settings.product(),
                            Failure.words(error));
                    return true;
                });
    }

    private Completable unlisten() {
        var listening = messages;
        return listening == null ? Completable.complete() : listening.rxUnregister();
    }

    private void receive(Message<String> request) {
        ProductMessage message;
        try {
            message = ProductMessage.read(request.body());
        } catch (RuntimeException e) {
            LOG.warn("{} was sent what is no message: {}", settings.product(), Failure.words(e));
            request.fail(Reply.FAILED, "this is no message");
            return;
        }
        if (!turns.offer(message.clientId(), handle(request, message))) {
            request.fail(Reply.NO_ROOM, "too many messages wait already");
        }
    }

    private Completable handle(Message<String> request, ProductMessage message) {
        return Single.defer(() -> inbox.rxTake(message))
                .onErrorReturn(error -> failed(message, error))
                .doOnSuccess(reply -> answer(request, reply))
                .ignoreElement();
    }

    private static void answer(Message<String> request, Reply reply) {
        if (reply.isAck()) {
            request.reply(new JsonObject().put("ack", reply.text()));
        } else {
            request.fail(reply.failureCode(), reply.text());
        }
    }

    private static Reply failed(ProductMessage message, Throwable error) {
        if (Failure.isBusy(error)) {
            return new Reply(Reply.FAILED, "another node is at this client");
        }
        LOG.warn("{} {} was not applied: {}", message.type(), message.eventId(), Failure.words(error));
        return new Reply(Reply.FAILED, "not applied: " + error.getClass().getSimpleName());
    }
}
