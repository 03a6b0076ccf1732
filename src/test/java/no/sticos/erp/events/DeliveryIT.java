package no.sticos.erp.events;

import static no.sticos.erp.events.EventsBench.until;
import static no.sticos.erp.events.EventsBench.vouchers;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.consumer.ProductMessage;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeProduct;
import no.sticos.erp.testing.FakeProduct.Applied;
import no.sticos.erp.testing.FakeProduct.Mood;
import no.sticos.erp.testing.Products;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class DeliveryIT {
    private final EventsBench bench;
    private final FakeProduct avstemming;
    private final FakeProduct rapport;

    DeliveryIT(io.vertx.core.Vertx vertx) {
        bench = new EventsBench(new Vertx(vertx));
        avstemming = new FakeProduct(bench.vertx, Products.AVSTEMMING);
        rapport = new FakeProduct(bench.vertx, Products.RAPPORT);
    }

    @AfterEach
    void close() {
        Await.done(avstemming.close().andThen(rapport.close()).andThen(bench.close()));
    }

    @Test
    void a_product_has_the_books_to_the_last_digit_after_full_delta_and_deletion() {
        var client = bench.client("digits");
        var books = new TreeMap<>(vouchers(12, "100.00"));
        bench.publish(client, 1, books);
        deliverAll(Products.AVSTEMMING);
        books.put(
                "v0003",
                EventsBench.voucher(3, "\"0.1000000000000000055511151231257827\"", "\"n\":12345678901234567890.10,"));
        books.remove("v0007");
        bench.publish(client, 2, books);
        deliverAll(Products.AVSTEMMING);

        assertThat(avstemming.books(client)).isEqualTo(books);
        assertThat(avstemming.applied(client)).extracting(Applied::isFull).containsExactly(true, false);
        assertThat(types(avstemming.received(client)).subList(0, 5))
                .as("twelve documents, five or six a page")
                .startsWith("generation.begin", "generation.changes", "generation.changes");
        assertThat(bench.state(client, Products.AVSTEMMING).generation()).isEqualTo(2);
    }

    @Test
    void a_product_that_fails_every_fourth_message_gets_everything_in_order_and_once() {
        var client = bench.client("fourths");
        var count = new AtomicInteger();
        // A transfer has three messages here: with every third one failing, none would ever get through.
        rapport.behave(message -> count.incrementAndGet() % 4 == 0 ? Mood.FAILS : Mood.WELL);
        for (int gen = 1; gen <= 4; gen++) {
            bench.publish(client, gen, vouchers(1, gen + ".00"));
        }
        bench.append(client, EventKind.HEARTBEAT, 4, 4);
        var relay = Await.result(bench.deploy("one"));

        until(() -> rapport.applied(client).stream()
                .anyMatch(done -> done.last().type().equals("heartbeat")));

        assertThat(rapport.books(client)).isEqualTo(vouchers(1, "4.00"));
        assertThat(rapport.applied(client))
                .extracting(done -> done.last().envelope().sequence())
                .isSorted()
                .doesNotHaveDuplicates();
        Await.done(bench.vertx.rxUndeploy(relay));
    }

    @Test
    void a_generation_cut_in_the_middle_comes_again_from_its_begin_and_is_applied_once() {
        var client = bench.client("cut");
        var cut = new AtomicInteger();
        avstemming.behave(message ->
                message.type().equals("generation.changes") && message.number("page") == 2 && cut.getAndIncrement() == 0
                        ? Mood.SILENT
                        : Mood.WELL);
        bench.publish(client, 1, vouchers(12, "1.00"));
        var delivery = bench.delivery("one");

        Await.done(delivery.deliverNext(Products.AVSTEMMING).ignoreElement());
        assertThat(avstemming.generation(client))
                .as("nothing is shown of half a generation")
                .isZero();
        assertThat(bench.state(client, Products.AVSTEMMING).failures()).isEqualTo(1);
        until(() -> Await.result(delivery.deliverNext(Products.AVSTEMMING)));

        assertThat(types(avstemming.received(client)))
                .startsWith("generation.begin", "generation.changes", "generation.changes", "generation.begin");
        assertThat(avstemming.applied(client)).hasSize(1);
        assertThat(avstemming.books(client)).isEqualTo(vouchers(12, "1.00"));
    }

    @Test
    void a_product_is_told_what_a_generation_lacks_and_why() {
        var client = bench.client("gaps");
        bench.publish(client, 1, vouchers(1, "1.00"));

        until(() -> Await.result(bench.delivery("one").deliverNext(Products.AVSTEMMING)));

        assertThat(avstemming.applied(client))
                .singleElement()
                .satisfies(done -> assertThat(done.last().text("gaps")).isEqualTo("{\"articles\":\"variantLacks\"}"));
    }

    @Test
    void a_lost_answer_to_complete_repeats_the_same_generation_without_effect() {
        var client = bench.client("lost");
        var lost = new AtomicInteger();
        avstemming.behave(message -> message.type().equals("generation.complete") && lost.getAndIncrement() == 0
                ? Mood.FORGETS_TO_ANSWER
                : Mood.WELL);
        bench.publish(client, 1, vouchers(3, "1.00"));
        var delivery = bench.delivery("one");

        Await.done(delivery.deliverNext(Products.AVSTEMMING).ignoreElement());
        until(() -> Await.result(delivery.deliverNext(Products.AVSTEMMING)));

        assertThat(ids(avstemming.received(client)))
                .as("the same messages by the same names, twice")
                .hasSize(6)
                .satisfies(ids -> assertThat(new HashSet<>(ids)).hasSize(3));
        assertThat(avstemming.applied(client)).hasSize(1);
        assertThat(bench.state(client, Products.AVSTEMMING).behind()).isZero();
    }

    @Test
    void a_silent_product_is_parked_and_hurts_nobody_else() {
        var clients = List.of(bench.client("p1"), bench.client("p2"), bench.client("p3"), bench.client("p4"));
        avstemming.behave(message -> Mood.SILENT);
        clients.forEach(client -> bench.publish(client, 1, vouchers(3, "1.00")));
        var relay = Await.result(bench.deploy("one"));

        until(() -> clients.stream().allMatch(client -> rapport.generation(client) == 1));
        assertThat(clients)
                .allMatch(client -> bench.state(client, Products.AVSTEMMING).parkedAt() == null);
        until(() -> clients.stream()
                .allMatch(client -> bench.state(client, Products.AVSTEMMING).parkedAt() != null));

        var parked = bench.state(clients.get(0), Products.AVSTEMMING);
        assertThat(parked.failures()).isEqualTo(4);
        assertThat(parked.behind()).isEqualTo(1);
        assertThat(parked.waitingSince()).isNotNull();
        avstemming.behave(message -> Mood.WELL);
        assertThat(Await.result(bench.subscriptions.resume(bench.tenant, clients.get(0), Products.AVSTEMMING)))
                .isTrue();
        assertThat(Await.result(bench.subscriptions.returned(Products.AVSTEMMING)))
                .isEqualTo(3);
        until(() -> clients.stream().allMatch(client -> avstemming.generation(client) == 1));
        Await.done(bench.vertx.rxUndeploy(relay));
    }

    @Test
    void two_relays_never_interleave_one_position() {
        var clients = List.of(bench.client("r1"), bench.client("r2"), bench.client("r3"));
        var relays = List.of(Await.result(bench.deploy("one")), Await.result(bench.deploy("two")));
        for (int gen = 1; gen <= 8; gen++) {
            for (var client : clients) {
                bench.publish(client, gen, vouchers(12, gen + ".00"));
            }
        }

        until(() -> clients.stream().allMatch(client -> rapport.generation(client) == 8));

        for (var client : clients) {
            var messages = rapport.received(client);
            assertThat(messages)
                    .extracting(message -> message.envelope().transfer())
                    .isSorted();
            assertThat(messages)
                    .extracting(message -> message.envelope().sequence())
                    .isSorted();
            assertThat(ids(messages))
                    .as("without a failure nothing comes twice")
                    .doesNotHaveDuplicates();
        }
        relays.forEach(relay -> Await.done(bench.vertx.rxUndeploy(relay)));
    }

    @Test
    void a_relay_that_was_replaced_sends_nothing_more_and_moves_nothing() {
        var client = bench.client("fenced");
        bench.publish(client, 1, vouchers(12, "1.00"));
        var slow = new ChangeSource() {
            @Override
            public Single<ChangePage> changes(Span span, ChangePage.@Nullable Cursor after, int bytes) {
                return takeOver(client).andThen(bench.source.changes(span, after, bytes));
            }

            @Override
            public Single<GenerationSummary> summary(ClientId client, int gen) {
                return bench.source.summary(client, gen);
            }

            @Override
            public Single<PeriodChanges> periodChanges(ClientId client, int gen) {
                return bench.source.periodChanges(client, gen);
            }
        };

        Await.done(bench.delivery("one", slow).deliverNext(Products.AVSTEMMING).ignoreElement());

        assertThat(types(avstemming.received(client))).containsExactly("generation.begin");
        assertThat(bench.state(client, Products.AVSTEMMING).behind()).isEqualTo(1);
        assertThat(bench.state(client, Products.AVSTEMMING).failures()).isZero();
    }

    @ParameterizedTest(name = "through a bridge: {0}")
    @ValueSource(booleans = {false, true})
    void a_product_that_lost_its_books_is_sent_everything(boolean bridged) {
        var client = bench.client("amnesia");
        if (bridged) {
            avstemming.answerByBridge();
        }
        bench.publish(client, 1, vouchers(7, "1.00"));
        deliverAll(Products.AVSTEMMING);
        avstemming.forget(client);
        bench.publish(client, 2, vouchers(8, "1.00"));
        var delivery = bench.delivery("one");

        until(() -> Await.result(delivery.deliverNext(Products.AVSTEMMING)) && avstemming.generation(client) == 2);

        assertThat(avstemming.books(client)).isEqualTo(vouchers(8, "1.00"));
        assertThat(avstemming.applied(client)).extracting(Applied::isFull).containsExactly(true, true);
    }

    @Test
    void after_a_restore_everybody_gets_everything_in_a_new_epoch() {
        var client = bench.client("restored");
        bench.publish(client, 1, vouchers(2, "1.00"));
        deliverAll(Products.AVSTEMMING);
        var before = avstemming.received(client).get(0).envelope().streamEpoch();

        var epoch = Await.result(bench.subscriptions.startNewEpoch());
        deliverAll(Products.AVSTEMMING);

        assertThat(epoch.toString()).isNotEqualTo(before);
        assertThat(avstemming.applied(client))
                .extracting(done -> done.last().envelope().streamEpoch())
                .containsExactly(before, epoch.toString());
    }

    @Test
    void a_removal_is_told_after_the_client_is_gone_and_nothing_older_is() {
        var client = bench.client("removed");
        bench.publish(client, 1, vouchers(2, "1.00"));
        bench.append(client, EventKind.REMOVED, 0, 1);
        bench.insert("DELETE FROM gateway.clients WHERE client_id = $1 RETURNING client_id", client.value());
        assertThat(Await.result(bench.subscriptions.isCaughtUp(client))).isFalse();

        for (var product : Products.ALL) {
            deliverAll(product);
        }

        assertThat(types(avstemming.received(client))).containsExactly("client.removed");
        assertThat(avstemming.received(client).get(0).text("orgnr")).isEqualTo("974760673");
        assertThat(avstemming.received(client).get(0).text("what")).isEqualTo("client");
        assertThat(Await.result(bench.subscriptions.isCaughtUp(client)))
                .as("likviditet is not there")
                .isFalse();
    }

    @Test
    void a_client_that_only_lost_its_books_is_told_so_and_what_comes_next_is_whole() {
        var client = bench.client("books removed");
        bench.publish(client, 1, vouchers(2, "1.00"));
        bench.append(client, EventKind.BOOKS_REMOVED, 0, 1);
        deliverAll(Products.AVSTEMMING);

        assertThat(types(avstemming.received(client))).containsExactly("client.removed");
        assertThat(avstemming.received(client).get(0).text("what")).isEqualTo("books");

        bench.publish(client, 2, vouchers(3, "1.00"));
        deliverAll(Products.AVSTEMMING);
        assertThat(types(avstemming.received(client))).contains("generation.complete");
    }

    @Test
    void another_firm_sees_and_resumes_nothing() {
        var client = bench.client("private");
        bench.publish(client, 1, vouchers(1, "1.00"));
        var other = new no.sticos.erp.kernel.TenantId(bench.tenant.value() + 1);

        assertThat(Await.result(bench.subscriptions.of(other, client))).isEmpty();
        bench.insert(
                "UPDATE gateway.subscriptions SET parked_at = now() WHERE client_id = $1 RETURNING client_id",
                client.value());

        assertThat(Await.result(bench.subscriptions.resume(other, client, Products.RAPPORT)))
                .isFalse();
        assertThat(bench.state(client, Products.RAPPORT).parkedAt()).isNotNull();
    }

    /** What another relay does when this one has been silent for too long. */
    private Completable takeOver(ClientId client) {
        var raised = new Sql(
                "test",
                "UPDATE gateway.subscriptions SET transfer = transfer + 1, lease_owner = 'two'"
                        + " WHERE client_id = $1 AND product = 'avstemming'");
        return bench.database.forGateway(tx -> tx.count(raised, client.value())).ignoreElement();
    }

    private void deliverAll(Product product) {
        Await.done(Single.defer(() -> bench.delivery("all").deliverNext(product))
                .repeat()
                .takeWhile(delivered -> delivered)
                .ignoreElements());
    }

    private static List<String> types(List<ProductMessage> messages) {
        return messages.stream().map(ProductMessage::type).toList();
    }

    private static List<String> ids(List<ProductMessage> messages) {
        return messages.stream().map(ProductMessage::eventId).toList();
    }
}
