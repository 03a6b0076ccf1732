package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.eventbus.EventBus;
import java.time.Duration;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The event bus as products see it: their addresses, and what their answers mean.
 *
 * <p>A message is a request; it is taken when the answer names it. The same on a local and on a clustered
 * bus. The bodies are strings ({@link WireForm}); {@code src/docs/events.md} is the contract.
 */
public final class Bus {
    /** The failure code by which a product says that what it has does not fit. */
    public static final int SEND_EVERYTHING = 409;
    /** W3C's header: a product that traces goes on with our trace. */
    public static final String TRACEPARENT = "traceparent";

    private final EventBus eventBus;
    private final DeliveryOptions options;

    /** Waits {@code ackTimeout} for each answer. */
    public Bus(EventBus eventBus, Duration ackTimeout) {
        this.eventBus = eventBus;
        this.options = new DeliveryOptions().setSendTimeout(ackTimeout.toMillis());
    }

    /** Where a product listens. */
    public static String address(Product product) {
        return "erp.products." + product.id();
    }

    /**
     * Sends a message and completes when it is taken. Fails with {@link Cause#PRODUCT_SILENT} if it was not, and with
     * {@link PositionUnfit} if the product asks for everything.
     */
    Completable send(Product product, Message message) {
        return eventBus.<Object>rxRequest(address(product), message.text(), optionsOf(message))
                .flatMapCompletable(reply -> taken(product, message, reply.body()))
                .onErrorResumeNext(error -> Completable.error(refusal(product, error)));
    }

    private DeliveryOptions optionsOf(Message message) {
        var trace = message.trace();
        return trace == null ? options : new DeliveryOptions(options).addHeader(TRACEPARENT, trace);
    }

    private static Completable taken(Product product, Message message, @Nullable Object body) {
        var answer = body instanceof JsonObject json ? json : new JsonObject(String.valueOf(body));
        if (message.eventId().equals(answer.getValue("ack"))) {
            return Completable.complete();
        }
        // Who answers through a bridge cannot fail a request, and says the same in the answer.
        return Completable.error(
                answer.getValue("refuse") instanceof Integer code
                        ? new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, "refused")
                        : Fault.of(Cause.PRODUCT_SILENT, product.id()));
    }

    private static Throwable refusal(Product product, Throwable error) {
        if (error instanceof ReplyException refused) {
            return refused.failureCode() == SEND_EVERYTHING
                    ? new PositionUnfit()
                    : Fault.of(Cause.PRODUCT_SILENT, error, product.id());
        }
        return error instanceof DecodeException ? Fault.of(Cause.PRODUCT_SILENT, error, product.id()) : error;
    }

    /** The product has something else than we think: it wants everything. */
    static final class PositionUnfit extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
