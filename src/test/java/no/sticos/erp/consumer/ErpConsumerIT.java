package no.sticos.erp.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.Map;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The helper on the bus. */
@ExtendWith(VertxExtension.class)
class ErpConsumerIT {
    private static final String SECRET = "Hemmelig Kunde AS";

    private final Vertx vertx;
    private final Shelf shelf;
    private final ErpConsumer consumer;

    ErpConsumerIT(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
        shelf = new Shelf(vertx);
        consumer = new ErpConsumer(vertx, shelf.pool, shelf.settings().taking(1, 1), shelf);
        Await.done(consumer.rxStart());
    }

    @AfterEach
    void close() {
        Await.done(consumer.rxStop().andThen(shelf.pool.rxClose()));
    }

    @Test
    void a_message_is_acknowledged_by_its_id_when_it_took_effect() {
        var messages = Messages.of(1);
        assertThat(answer(messages.begin(0, 1))).isEqualTo("1/1/begin");
        assertThat(answer(messages.page(1, 1, Map.of("a", "{}")))).isEqualTo("1/1/vouchers/1");
        assertThat(answer(messages.complete(1, 1, 1, 0))).isEqualTo("1/1/complete");

        assertThat(shelf.books(1)).containsOnlyKeys("a");
        assertThat(Await.result(consumer.positions()))
                .extracting(Position::clientId, Position::generation)
                .containsExactly(org.assertj.core.api.Assertions.tuple(1L, 1));
    }

    @Test
    void a_product_that_starts_tells_the_gateway_that_it_is_back() {
        var asked = new java.util.concurrent.CopyOnWriteArrayList<String>();
        var gateway = vertx.eventBus().<JsonObject>consumer("erp.requests.lonn", question -> {
            asked.add(question.body().encode());
            question.reply("{\"resumed\":3}");
        });
        var lonn =
                new ErpConsumer(vertx, shelf.pool, ConsumerSettings.of("lonn").in("lonn_inbox"), shelf);

        Await.done(lonn.rxStart());

        assertThat(asked).containsExactly("{\"request\":\"resume\"}");
        Await.done(lonn.rxStop().andThen(gateway.rxUnregister()));
    }

    @Test
    void what_is_not_taken_fails_with_its_code() {
        assertThat(code(Messages.of(1).begin(3, 4))).isEqualTo(Reply.SEND_EVERYTHING);
        assertThat(code(Messages.of(1).page(1, 2, Map.of("a", "{}")))).isEqualTo(Reply.BEGIN_AGAIN);
        assertThat(failure(vertx.eventBus().<JsonObject>rxRequest("erp.products.rapport", "{\"id\":1}")))
                .isEqualTo(Reply.FAILED);
    }

    @Test
    void messages_beyond_what_may_wait_are_refused_at_once_and_taken_later() {
        var gate = CompletableSubject.create();
        shelf.first(event -> gate);
        var one = request(Messages.of(1).activated()).cache();
        var two = request(Messages.of(2).activated()).cache();
        var waiting = one.subscribe(reply -> {}, error -> {});
        var alsoWaiting = two.subscribe(reply -> {}, error -> {});

        assertThat(code(Messages.of(3).activated())).isEqualTo(Reply.NO_ROOM);
        gate.onComplete();

        assertThat(Await.result(one)).isEqualTo("1/7/client.activated");
        assertThat(Await.result(two)).isEqualTo("2/7/client.activated");
        assertThat(waiting.isDisposed() && alsoWaiting.isDisposed()).isTrue();
        assertThat(answer(Messages.of(3).activated())).isEqualTo("3/7/client.activated");
    }

    @Test
    void a_stop_waits_for_what_was_taken_and_listens_no_more() {
        var gate = CompletableSubject.create();
        var begun = CompletableSubject.create();
        shelf.first(event -> Completable.fromAction(begun::onComplete).andThen(gate));
        var last = request(Messages.of(1).activated()).cache();
        var waiting = last.subscribe(reply -> {}, error -> {});
        Await.done(begun);

        var stop = consumer.rxStop().cache();
        var stopping = stop.subscribe();
        assertThat(stopping.isDisposed()).isFalse();
        gate.onComplete();

        Await.done(stop);
        assertThat(Await.result(last)).isEqualTo("1/7/client.activated");
        assertThat(waiting.isDisposed()).isTrue();
        assertThat(failure(request(Messages.of(2).activated())))
                .as("nobody listens")
                .isEqualTo(-1);
    }

    @Test
    void a_handlers_error_is_logged_without_what_it_says() {
        shelf.first(event -> Completable.error(new IllegalStateException(SECRET)));
        try (var log = new LogLines("no.sticos.erp.consumer")) {
            assertThat(code(Messages.of(1).activated())).isEqualTo(Reply.FAILED);

            assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line.toString())
                    .contains("1/7/client.activated", "IllegalStateException")
                    .doesNotContain(SECRET));
        }
        assertThat(shelf.effects(1)).isEmpty();
    }

    @Test
    void nodes_that_start_at_once_make_the_tables_once() {
        var settings = shelf.settings().in(no.sticos.erp.testing.ProductDatabase.schema());
        var nodes = io.reactivex.rxjava3.core.Flowable.range(1, 4)
                .flatMapCompletable(node -> new Inbox(shelf.pool, settings, shelf).rxMake());

        Await.done(nodes);
        Await.done(nodes);

        assertThat(shelf.ask(
                        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = $1",
                        settings.schema()))
                .hasSize(3);
    }

    private String answer(ProductMessage message) {
        return Await.result(request(message));
    }

    private int code(ProductMessage message) {
        return failure(request(message));
    }

    private static int failure(Single<?> request) {
        return ((ReplyException) Await.error(request)).failureCode();
    }

    private Single<String> request(ProductMessage message) {
        return vertx.eventBus()
                .<JsonObject>rxRequest("erp.products.rapport", message.body())
                .map(reply -> reply.body().getString("ack"));
    }
}
