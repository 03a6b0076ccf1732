package no.sticos.erp.events;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a product: four bytes of length, then a JSON object, either way.
 *
 * <p>A product may listen at its own address, answer what it was sent there, once, and ask at its own request
 * address; everything else is {@code access_denied}. A frame that is too long or is no frame ends the connection.
 * Used on the event loop of its socket only.
 */
final class BridgeConnection {
    private static final int LENGTH = Integer.BYTES;
    /** More are sent only by who has stopped waiting for the first ones. */
    private static final int UNANSWERED = 1_024;

    /** What was written and not read, in bytes: some hundred pages. Who is further behind does not read at all. */
    static final int UNREAD = 32 << 20;

    private static final int ASKED = 16;
    private static final int NO_ROOM = 507;

    private final EventBus bus;
    private final NetSocket socket;
    private final Set<Product> who;
    private final int frameBytes;
    private final RecordParser parser = RecordParser.newFixed(LENGTH);
    private final Map<String, MessageConsumer<Object>> listening = new HashMap<>();
    private final Set<String> unanswered = new LinkedHashSet<>();
    private boolean inFrame;
    private boolean deaf;
    private int asked;

    BridgeConnection(EventBus bus, NetSocket socket, Set<Product> who, int frameBytes) {
        this.bus = bus;
        this.socket = socket;
        this.who = who;
        this.frameBytes = frameBytes;
    }

    void begin() {
        socket.setWriteQueueMaxSize(UNREAD);
        parser.handler(this::read);
        socket.exceptionHandler(error -> socket.close());
        socket.handler(parser);
    }

    /** Nothing more is sent to it; what it has not answered is sent again by the relay. */
    void end() {
        listening.values().forEach(MessageConsumer::unregister);
        listening.clear();
        unanswered.clear();
    }

    private void read(Buffer record) {
        if (inFrame) {
            inFrame = false;
            parser.fixedSizeMode(LENGTH);
            take(record);
            return;
        }
        int length = record.getInt(0);
        if (length < 2 || length > frameBytes) {
            refuse("frame_too_long");
            return;
        }
        inFrame = true;
        parser.fixedSizeMode(length);
    }

    private void take(Buffer frame) {
        try {
            var json = new JsonObject(frame);
            take(json, text(json, "type"), text(json, "address"));
        } catch (DecodeException | ClassCastException e) {
            refuse("not_a_frame");
        }
    }

    private static String text(JsonObject frame, String field) {
        var text = frame.getString(field);
        return text == null ? "" : text;
    }

    private void take(JsonObject frame, String type, String address) {
        switch (type) {
            case "ping" -> write(new JsonObject().put("type", "pong"));
            case "register" -> register(address);
            case "unregister" -> unregister(address);
            case "send" -> send(frame, address);
            case "publish" -> error("access_denied");
            default -> error("unknown_type");
        }
    }

    private void register(String address) {
        if (who.stream().map(Bus::address).noneMatch(address::equals)) {
            error("access_denied");
        } else if (!listening.containsKey(address)) {
            listening.put(address, bus.consumer(address, this::deliver));
        }
    }

    private void unregister(String address) {
        var consumer = listening.remove(address);
        if (consumer == null) {
            error("unknown_address");
        } else {
            consumer.unregister();
        }
    }

    private void deliver(Message<Object> message) {
        var frame = new JsonObject()
                .put("type", "message")
                .put("address", message.address())
                .put("headers", headers(message))
                .put("body", message.body())
                .put("send", true);
        var reply = message.replyAddress();
        if (reply != null) {
            if (unanswered.size() >= UNANSWERED) {
                unanswered.remove(unanswered.iterator().next());
            }
            unanswered.add(reply);
            frame.put("replyAddress", reply);
        }
        write(frame);
    }

    private static JsonObject headers(Message<Object> message) {
        var headers = new JsonObject();
        message.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        return headers;
    }

    private void send(JsonObject frame, String address) {
        if (unanswered.remove(address)) {
            answer(frame, address);
        } else if (who.stream().anyMatch(product -> address.equals(requests(product)))) {
            ask(address, frame.getValue("body"), frame.getString("replyAddress"));
        } else {
            error("access_denied");
        }
    }

    /** A failure as frames have it, or as a body that says {@code refuse}: see {@link Bus}. */
    private void answer(JsonObject frame, String address) {
        var code = frame.getInteger("failureCode");
        bus.send(
                address,
                code == null
                        ? frame.getValue("body")
                        : new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, frame.getString("message")));
    }

    private void ask(String address, @Nullable Object body, @Nullable String reply) {
        if (reply == null || asked >= ASKED) {
            failed(address, reply, new ReplyException(ReplyFailure.RECIPIENT_FAILURE, NO_ROOM, "too much at once"));
            return;
        }
        asked++;
        bus.request(address, body, new DeliveryOptions()).onComplete(answer -> {
            asked--;
            if (answer.succeeded()) {
                write(new JsonObject()
                        .put("type", "message")
                        .put("address", reply)
                        .put("body", answer.result().body()));
            } else {
                failed(address, reply, answer.cause());
            }
        });
    }

    private void failed(String address, @Nullable String reply, Throwable cause) {
        var failure = cause instanceof ReplyException refused
                ? refused
                : new ReplyException(ReplyFailure.ERROR, cause.getClass().getSimpleName());
        write(new JsonObject()
                .put("type", "err")
                .put("address", reply)
                .put("sourceAddress", address)
                .put("failureCode", failure.failureCode())
                .put("failureType", failure.failureType().name())
                .put("message", failure.getMessage()));
    }

    private static String requests(Product product) {
        return "erp.requests." + product.id();
    }

    private void refuse(String why) {
        parser.handler(ignored -> {});
        socket.handler(ignored -> {});
        error(why);
        socket.end();
    }

    /** At once, by the channel itself: a socket's own close waits until everything is read, which is never. */
    private void letGo() {
        deaf = true;
        end();
        var unused = ((NetSocketInternal) socket).channelHandlerContext().close();
    }

    private void error(String message) {
        write(new JsonObject().put("type", "err").put("message", message));
    }

    private void write(JsonObject frame) {
        if (deaf) {
            return;
        }
        if (socket.writeQueueFull()) {
            letGo();
            return;
        }
        var bytes = frame.toBuffer();
        socket.write(Buffer.buffer().appendInt(bytes.length()).appendBuffer(bytes));
    }
}
