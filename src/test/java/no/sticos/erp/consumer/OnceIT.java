package no.sticos.erp.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.PostgresWire;
import no.sticos.erp.testing.ProductDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Killed, frozen and doubled nodes of a product: its tables are a whole generation, and nothing counts twice. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnceIT {
    private static final Map<String, String> FIRST = Map.of("a", "{\"n\":1}", "b", "{\"n\":1}");
    private static final Map<String, String> SECOND = Map.of("a", "{\"n\":2}", "b", "{\"n\":1}", "c", "{\"n\":2}");
    /** More than a generation of two pages has statements here, with connecting and committing. */
    private static final int ENOUGH = 100;

    private final Vertx vertx;
    private final Shelf shelf;

    OnceIT(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
        shelf = new Shelf(vertx);
    }

    @AfterAll
    void close() {
        Await.done(shelf.pool.rxClose());
    }

    @Test
    void a_connection_cut_after_any_statement_leaves_a_whole_generation_that_counts_once() {
        var wire = new PostgresWire(vertx, ProductDatabase.options());
        int cuts = 0;
        for (int statement = 1; statement <= ENOUGH; statement++) {
            var messages = Messages.of(1000 + statement);
            Await.done(apply(shelf.inbox(), messages, 0, 1, FIRST));
            var pool = ProductDatabase.pool(vertx, wire.options());
            var cut = new Inbox(pool, shelf.settings(), shelf);
            wire.cutAfter(statement);
            Await.done(apply(cut, messages, 1, 2, SECOND).onErrorComplete());
            cuts += wire.mend() ? 1 : 0;
            Await.done(pool.rxClose());

            whole(messages.client());
            // Postgres takes a moment to see that the client of a cut connection is gone, and keeps its locks until
            // then.
            Await.until(
                    Duration.ofSeconds(10),
                    () -> isTaken(shelf.inbox(), messages.again().begin(1, 2)),
                    () -> "never freed");
            Await.done(apply(shelf.inbox(), messages.again(), 1, 2, SECOND));
            assertThat(shelf.books(messages.client())).isEqualTo(SECOND);
            assertThat(shelf.effects(messages.client()))
                    .as("cut after statement %d", statement)
                    .containsExactly("GenerationComplete 1", "GenerationComplete 2");
        }
        System.out.printf("Cut after %d different statements of a generation's way into a product%n", cuts);
        assertThat(cuts).isBetween(15, ENOUGH - 1);
        wire.close();
    }

    @Test
    void a_frozen_node_that_wakes_after_another_took_over_applies_nothing() {
        var messages = Messages.of(1);
        var thaw = CompletableSubject.create();
        var frozen = new AtomicBoolean(true);
        var impatient = shelf.inbox(shelf.pool, shelf.settings().patient(Duration.ofMillis(300)));
        shelf.first(event ->
                event instanceof Event.GenerationComplete && frozen.getAndSet(false) ? thaw : Completable.complete());
        Await.done(stage(impatient, messages, 0, 1, FIRST));
        var late = impatient
                .rxTake(messages.complete(1, FIRST.size(), FIRST.size(), 0))
                .cache();
        var waiting = late.subscribe(reply -> {}, error -> {});
        Await.until(Duration.ofSeconds(10), () -> !frozen.get(), () -> "it never came to complete");

        var other = shelf.inbox();
        assertThat(Failure.isBusy(Await.error(other.rxTake(messages.again().begin(0, 1)))))
                .as("nobody waits for a frozen node")
                .isTrue();
        Await.until(
                Duration.ofSeconds(10), () -> isTaken(other, messages.again().begin(0, 1)), () -> "never freed");
        Await.done(pages(other, messages.again(), 1, FIRST));
        assertThat(Await.result(other.rxTake(messages.again().complete(1, 2, 2, 0)))
                        .isAck())
                .isTrue();
        thaw.onComplete();

        assertThat(Await.error(late)).isNotNull();
        assertThat(waiting.isDisposed()).isTrue();
        assertThat(shelf.books(1)).isEqualTo(FIRST);
        assertThat(shelf.effects(1)).containsExactly("GenerationComplete 1");
    }

    @Test
    void two_nodes_that_get_the_same_complete_apply_it_once() {
        var messages = Messages.of(2);
        Await.done(stage(shelf.inbox(), messages, 0, 1, FIRST));
        var complete = messages.complete(1, 2, 2, 0);

        var replies = Await.result(Flowable.fromIterable(List.of(shelf.inbox(), shelf.inbox(), shelf.inbox()))
                .flatMapSingle(node -> node.rxTake(complete).map(Reply::isAck).onErrorReturnItem(false))
                .toList());

        assertThat(replies).contains(true);
        assertThat(shelf.effects(2)).containsExactly("GenerationComplete 1");
        assertThat(Await.result(shelf.inbox().rxTake(complete)).isAck()).isTrue();
        assertThat(shelf.effects(2)).containsExactly("GenerationComplete 1");
    }

    @Test
    void a_handler_that_fails_takes_back_all_of_it() {
        var messages = Messages.of(3);
        var fails = new AtomicBoolean(true);
        shelf.first(event -> event instanceof Event.GenerationComplete && fails.getAndSet(false)
                ? Completable.error(new IllegalStateException("as the test says"))
                : Completable.complete());
        Await.done(stage(shelf.inbox(), messages, 0, 1, FIRST));

        assertThat(Await.error(shelf.inbox().rxTake(messages.complete(1, 2, 2, 0))))
                .hasMessage("as the test says");
        assertThat(shelf.books(3)).isEmpty();
        assertThat(shelf.position(3).generation()).isZero();
        assertThat(Await.result(shelf.inbox().rxTake(messages.complete(1, 2, 2, 0)))
                        .isAck())
                .isTrue();
        assertThat(shelf.books(3)).isEqualTo(FIRST);
    }

    private void whole(long client) {
        int shown = shelf.position(client).generation();
        assertThat(shelf.books(client)).isEqualTo(shown == 1 ? FIRST : SECOND);
        assertThat(shelf.effects(client)).hasSize(shown);
    }

    private static boolean isTaken(Inbox inbox, ProductMessage message) {
        return Await.result(inbox.rxTake(message).map(Reply::isAck).onErrorReturnItem(false));
    }

    private static Completable apply(Inbox inbox, Messages messages, int from, int gen, Map<String, String> books) {
        return stage(inbox, messages, from, gen, books)
                .andThen(Single.defer(() -> inbox.rxTake(messages.complete(gen, books.size(), books.size(), 0))))
                .doOnSuccess(reply -> assertThat(reply.isAck()).isTrue())
                .ignoreElement();
    }

    private static Completable stage(Inbox inbox, Messages messages, int from, int gen, Map<String, String> books) {
        return inbox.rxTake(messages.begin(from, gen))
                .doOnSuccess(reply -> assertThat(reply.isAck()).isTrue())
                .ignoreElement()
                .andThen(pages(inbox, messages, gen, books));
    }

    /** A page for each document. */
    private static Completable pages(Inbox inbox, Messages messages, int gen, Map<String, String> books) {
        var keys = books.keySet().stream().sorted().toList();
        return Flowable.range(1, keys.size())
                .concatMapSingle(page -> inbox.rxTake(
                        messages.page(gen, page, Map.of(keys.get(page - 1), books.get(keys.get(page - 1))))))
                .doOnNext(reply -> assertThat(reply.isAck()).isTrue())
                .ignoreElements();
    }
}
