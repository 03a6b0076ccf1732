package no.sticos.erp.events;

import static no.sticos.erp.events.EventsBench.until;
import static no.sticos.erp.events.EventsBench.vouchers;
import static no.sticos.erp.testing.Products.AVSTEMMING;
import static no.sticos.erp.testing.Products.LIKVIDITET;
import static no.sticos.erp.testing.Products.RAPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.sticos.erp.events.Subscriptions.Replay;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeProduct;
import no.sticos.erp.testing.FakeProduct.Mood;
import no.sticos.erp.testing.Products;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who subscribes, and where each stands: paused, resumed, sent again, configured anew, restored. */
class SubscriptionsIT {
    private static final Product LONN = new Product("lonn");

    private EventsBench bench;
    private FakeProduct avstemming;

    @BeforeEach
    void open() {
        bench = new EventsBench(Vertx.vertx());
        avstemming = new FakeProduct(bench.vertx, AVSTEMMING);
    }

    @AfterEach
    void close() {
        Await.done(bench.close().andThen(bench.vertx.rxClose()));
    }

    @Test
    void nothing_is_sent_to_a_paused_position_and_everything_once_it_is_resumed() {
        var client = bench.client("paused");
        bench.publish(client, 1, vouchers(2, "1.00"));
        assertThat(Await.result(bench.subscriptions.pause(client, AVSTEMMING))).isTrue();
        assertThat(Await.result(bench.subscriptions.pause(client, AVSTEMMING)))
                .as("paused already")
                .isFalse();

        assertThat(deliver()).isFalse();
        assertThat(bench.state(client, AVSTEMMING).pausedAt()).isNotNull();
        assertThat(avstemming.received(client)).isEmpty();

        bench.publish(client, 2, vouchers(3, "1.00"));
        assertThat(Await.result(bench.subscriptions.resume(client, AVSTEMMING))).isTrue();
        deliverAll();
        assertThat(avstemming.generation(client)).isEqualTo(2);
        assertThat(Await.result(bench.subscriptions.resume(client, AVSTEMMING)))
                .as("nothing to resume")
                .isFalse();
    }

    @Test
    void a_pause_stops_what_is_being_sent() {
        var client = bench.client("paused at once");
        bench.publish(client, 1, vouchers(12, "1.00"));
        avstemming.behave(message ->
                message.type().equals("generation.changes") && message.number("page") == 2 ? Mood.SILENT : Mood.WELL);
        var sending = bench.delivery("one").deliverNext(AVSTEMMING).test();
        until(() -> avstemming.received(client).size() == 3);

        Await.done(bench.subscriptions.pause(client, AVSTEMMING).ignoreElement());
        until(() -> sending.values().size() == 1);

        assertThat(avstemming.generation(client)).isZero();
        assertThat(avstemming.received(client))
                .extracting(message -> message.type())
                .doesNotContain("generation.complete");
        assertThat(bench.state(client, AVSTEMMING).failures())
                .as("it was stopped, it did not fail")
                .isZero();
    }

    @Test
    void what_came_after_a_generation_is_sent_again_as_differences() {
        var client = bench.client("again");
        publishThree(client);
        deliverAll();
        avstemming.goBack(client, 1, vouchers(1, "1.00"));

        assertThat(replay(client, 1)).isEqualTo(Replay.DONE);
        deliverAll();

        assertThat(avstemming.books(client)).isEqualTo(vouchers(3, "1.00"));
        assertThat(avstemming.applied(client).subList(3, 5))
                .extracting(done -> done.isFull())
                .containsExactly(false, false);
    }

    @Test
    void a_product_that_has_nothing_is_sent_the_newest_generation_whole() {
        var client = bench.client("from nothing");
        publishThree(client);
        deliverAll();
        avstemming.forget(client);

        assertThat(replay(client, 0)).isEqualTo(Replay.DONE);
        deliverAll();

        assertThat(avstemming.books(client)).isEqualTo(vouchers(3, "1.00"));
        assertThat(avstemming.applied(client)).hasSize(4).last().matches(done -> done.isFull());
    }

    @Test
    void a_replay_that_cannot_be_is_refused_and_moves_nothing() {
        var client = bench.client("refused");
        publishThree(client);
        deliverAll();
        var before = bench.state(client, AVSTEMMING);
        bench.insert(
                "INSERT INTO gateway.books (client_id, current_gen, oldest_gen) VALUES ($1, 3, 2) RETURNING client_id",
                client.value());

        assertThat(replay(client, 4)).isEqualTo(Replay.AHEAD);
        assertThat(replay(client, 1)).isEqualTo(Replay.NOT_KEPT);
        assertThat(Await.result(bench.subscriptions.replay(client, LONN, 2))).isEqualTo(Replay.UNKNOWN);
        assertThat(replay(new ClientId(client.value() + 1), 0)).isEqualTo(Replay.UNKNOWN);

        assertThat(bench.state(client, AVSTEMMING)).isEqualTo(before);
    }

    @Test
    void a_product_that_is_back_gets_what_it_was_silent_to_and_not_what_it_refused() {
        var silent = bench.client("silent");
        var refused = bench.client("refused");
        bench.publish(silent, 1, vouchers(1, "1.00"));
        bench.publish(refused, 1, vouchers(1, "1.00"));
        avstemming.behave(message -> message.clientId() == silent.value() ? Mood.SILENT : Mood.FAILS);
        until(() -> {
            var unused = deliver();
            return bench.state(silent, AVSTEMMING).parkedAt() != null
                    && bench.state(refused, AVSTEMMING).parkedAt() != null;
        });
        assertThat(bench.state(silent, AVSTEMMING).failureCode()).isNull();
        assertThat(bench.state(refused, AVSTEMMING).failureCode()).isEqualTo(500);

        avstemming.behave(message -> Mood.WELL);
        assertThat(Await.result(bench.subscriptions.returned(AVSTEMMING))).isEqualTo(1);
        deliverAll();

        assertThat(avstemming.generation(silent)).isEqualTo(1);
        assertThat(avstemming.generation(refused)).isZero();
        assertThat(bench.state(refused, AVSTEMMING).parkedAt()).isNotNull();
    }

    @Test
    void a_new_product_is_told_of_every_client_there_is() {
        var client = bench.client("older than the product");
        bench.publish(client, 1, vouchers(2, "1.00"));
        var lonn = new FakeProduct(bench.vertx, LONN);

        configure(new Subscriber(AVSTEMMING, Set.of()), new Subscriber(LONN, Set.of()));
        deliverAll(LONN);
        bench.publish(client, 2, vouchers(3, "1.00"));
        deliverAll(LONN);

        assertThat(lonn.books(client)).isEqualTo(vouchers(3, "1.00"));
        assertThat(states(client)).containsExactly(AVSTEMMING, LONN);
    }

    @Test
    void a_product_that_is_taken_out_holds_nothing_up_and_goes_on_where_it_was() {
        var client = bench.client("retired");
        bench.publish(client, 1, vouchers(2, "1.00"));
        deliverAll();
        configure(new Subscriber(RAPPORT, Set.of()));
        bench.publish(client, 2, vouchers(3, "1.00"));
        var rapport = new FakeProduct(bench.vertx, RAPPORT);
        deliverAll(RAPPORT);
        assertThat(rapport.generation(client)).isEqualTo(2);
        assertThat(Await.result(bench.subscriptions.isCaughtUp(client)))
                .as("only the product that is left counts")
                .isTrue();

        configure(Products.SUBSCRIBERS.toArray(Subscriber[]::new));
        deliverAll();

        assertThat(avstemming.applied(client)).extracting(done -> done.isFull()).containsExactly(true, false);
        assertThat(avstemming.generation(client)).isEqualTo(2);
    }

    @Test
    void a_product_that_is_sent_other_entities_than_before_gets_the_next_generation_whole() {
        var client = bench.client("filtered");
        bench.publish(client, 1, vouchers(2, "1.00"));
        deliverAll();

        configure(new Subscriber(AVSTEMMING, Set.of("accounts")), new Subscriber(LIKVIDITET, Set.of()));
        configure(new Subscriber(AVSTEMMING, Set.of("accounts")), new Subscriber(LIKVIDITET, Set.of()));
        bench.publish(client, 2, vouchers(3, "1.00"));
        deliverAll();

        assertThat(avstemming.books(client))
                .as("vouchers are not wanted any more")
                .isEmpty();
        assertThat(avstemming.applied(client)).extracting(done -> done.isFull()).containsExactly(true, true);
    }

    @Test
    void another_place_than_the_last_start_s_is_a_restore_and_the_same_one_is_not() {
        var client = bench.client("moved");
        bench.publish(client, 1, vouchers(2, "1.00"));
        deliverAll();
        var first = avstemming.received(client).get(0).envelope().streamEpoch();

        assertThat(restored()).as("the first start").isEmpty();
        assertThat(restored()).as("the second").isEmpty();
        bench.insert("UPDATE gateway.stream_epoch SET timeline = timeline - 1 RETURNING 1::bigint");
        var epoch = restored();
        deliverAll();

        assertThat(epoch).isPresent();
        assertThat(avstemming.applied(client))
                .extracting(done -> done.last().envelope().streamEpoch())
                .containsExactly(first, epoch.orElseThrow().toString());
        assertThat(restored()).isEmpty();
    }

    private void publishThree(ClientId client) {
        for (int gen = 1; gen <= 3; gen++) {
            bench.publish(client, gen, vouchers(gen, "1.00"));
            deliverAll();
        }
    }

    private void configure(Subscriber... subscribers) {
        Await.done(bench.subscriptions.configure(List.of(subscribers)));
    }

    private Replay replay(ClientId client, int generation) {
        return Await.result(bench.subscriptions.replay(client, AVSTEMMING, generation));
    }

    private Optional<UUID> restored() {
        return Await.result(
                bench.subscriptions.startNewEpochIfRestored().map(Optional::of).defaultIfEmpty(Optional.empty()));
    }

    private List<Product> states(ClientId client) {
        return Await.result(bench.subscriptions.of(bench.tenant, client)).stream()
                .map(Subscriptions.State::product)
                .toList();
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private boolean deliver() {
        return Await.result(bench.delivery("one").deliverNext(AVSTEMMING));
    }

    private void deliverAll() {
        deliverAll(AVSTEMMING);
    }

    private void deliverAll(Product product) {
        until(() -> !Await.result(bench.delivery("one").deliverNext(product)));
    }
}
