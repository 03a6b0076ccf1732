package no.sticos.erp.events;

import static no.sticos.erp.events.EventsBench.until;
import static no.sticos.erp.events.EventsBench.vouchers;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.consumer.ProductMessage;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeProduct;
import no.sticos.erp.testing.FakeProduct.Applied;
import no.sticos.erp.testing.FakeProduct.Mood;
import no.sticos.erp.testing.Products;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What changed in locked periods, on its way to a product. */
@ExtendWith(VertxExtension.class)
class PeriodDeliveryIT {
    private static final UUID VOUCHER = UUID.fromString("00000000-0000-0001-0000-000000000002");
    private static final PeriodChanges CHANGES = new PeriodChanges(
            1,
            Instant.parse("2026-02-15T10:00:00Z"),
            LocalDate.of(2025, 12, 31),
            LocalDate.of(2025, 6, 30),
            List.of(LocalDate.of(2024, 1, 1)),
            7,
            1,
            0,
            List.of(new PeriodChanges.Voucher(
                    VOUCHER,
                    "changed",
                    "A 12",
                    "A 13",
                    LocalDate.of(2025, 3, 3),
                    null,
                    List.of(new PeriodChanges.Lock("avstemming", LocalDate.of(2025, 12, 31))),
                    "2026-02-15T09:00:00.1234567Z",
                    List.of(new PeriodChanges.Account(1920, null, "0.10")),
                    3)));

    private final EventsBench bench;
    private final FakeProduct product;

    PeriodDeliveryIT(io.vertx.core.Vertx vertx) {
        bench = new EventsBench(new Vertx(vertx));
        product = new FakeProduct(bench.vertx, Products.AVSTEMMING);
    }

    @AfterEach
    void close() {
        Await.done(product.close().andThen(bench.close()));
    }

    @Test
    void it_comes_after_its_generation_and_before_the_next_and_moves_no_generation() {
        var client = bench.client("order");
        bench.publish(client, 1, vouchers(1, "1.00"));
        deliverAll();
        bench.publish(client, 2, vouchers(1, "2.00"));
        changed(client, 2);
        bench.publish(client, 3, vouchers(1, "3.00"));
        bench.append(client, EventKind.HEARTBEAT, 3, 3);

        deliverAll();

        assertThat(applied(client))
                .containsExactly(
                        "generation.complete 1",
                        "generation.complete 2",
                        "period.changed 2",
                        "generation.complete 3",
                        "heartbeat 3");
        assertThat(product.applied(client).get(3).isFull())
                .as("a delta, because generation 2 was still there")
                .isFalse();
        assertThat(product.books(client)).isEqualTo(vouchers(1, "3.00"));
    }

    @Test
    void its_words_are_those_of_the_contract() {
        var client = bench.client("words");
        bench.publish(client, 1, vouchers(1, "1.00"));
        long sequence = changed(client, 1);
        deliverAll();

        var message = product.applied(client).get(1).last();

        assertThat(message.type()).isEqualTo("period.changed");
        assertThat(message.eventId()).isEqualTo(client + "/" + sequence + "/period");
        assertThat(message.number("fromGeneration")).isEqualTo(1);
        assertThat(message.text("foundAt")).isEqualTo("2026-02-15T10:00:00Z");
        assertThat(new JsonObject(message.text("lockedTo")))
                .isEqualTo(new JsonObject().put("before", "2025-12-31").put("after", "2025-06-30"));
        assertThat(message.text("reopenedYears")).isEqualTo("[\"2024-01-01\"]");
        assertThat(message.text("counts")).isEqualTo("{\"new\":7,\"changed\":1,\"deleted\":0}");
        assertThat(message.text("vouchers"))
                .isEqualTo("[{\"id\":\"" + VOUCHER + "\",\"what\":\"changed\",\"numberBefore\":\"A 12\","
                        + "\"numberAfter\":\"A 13\",\"dateBefore\":\"2025-03-03\",\"dateAfter\":null,"
                        + "\"modifiedUtc\":\"2026-02-15T09:00:00.1234567Z\","
                        + "\"locks\":[{\"lock\":\"avstemming\",\"lockedTo\":\"2025-12-31\"}],\"accountCount\":3,"
                        + "\"accounts\":[{\"account\":1920,\"before\":null,\"after\":\"0.10\"}]}]");
    }

    @Test
    void a_product_that_gets_everything_loses_none_of_it() {
        var client = bench.client("all");
        bench.publish(client, 1, vouchers(1, "1.00"));
        bench.publish(client, 2, vouchers(1, "2.00"));
        changed(client, 2);
        bench.publish(client, 3, vouchers(1, "3.00"));
        changed(client, 3);

        deliverAll();

        assertThat(applied(client)).containsExactly("period.changed 2", "generation.complete 3", "period.changed 3");
        assertThat(product.applied(client).get(0).last().number("fromGeneration"))
                .as("nothing has to be there yet")
                .isZero();
        assertThat(product.applied(client).get(1).isFull()).isTrue();
        assertThat(product.generation(client)).isEqualTo(3);
    }

    @Test
    void a_product_that_lost_its_books_gets_them_again_before_it_is_told() {
        var client = bench.client("amnesia");
        bench.publish(client, 1, vouchers(2, "1.00"));
        deliverAll();
        product.forget(client);
        changed(client, 1);

        until(() -> Await.result(bench.delivery("one").deliverNext(Products.AVSTEMMING))
                && applied(client).contains("period.changed 1"));

        assertThat(applied(client))
                .containsExactly("generation.complete 1", "generation.complete 1", "period.changed 1");
        assertThat(product.books(client)).isEqualTo(vouchers(2, "1.00"));
    }

    @Test
    void a_lost_answer_repeats_it_without_effect() {
        var client = bench.client("lost");
        bench.publish(client, 1, vouchers(1, "1.00"));
        changed(client, 1);
        var lost = new AtomicInteger();
        product.behave(message -> message.type().equals("period.changed") && lost.getAndIncrement() == 0
                ? Mood.FORGETS_TO_ANSWER
                : Mood.WELL);

        until(() -> Await.result(bench.delivery("one").deliverNext(Products.AVSTEMMING))
                && bench.state(client, Products.AVSTEMMING).behind() == 0);

        assertThat(product.received(client).stream()
                        .filter(message -> message.type().equals("period.changed"))
                        .map(ProductMessage::eventId))
                .hasSize(2);
        assertThat(applied(client)).containsExactly("generation.complete 1", "period.changed 1");
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private long changed(ClientId client, int gen) {
        bench.source.change(client, gen, CHANGES);
        return bench.append(client, EventKind.PERIOD_CHANGED, gen, gen - 1);
    }

    private void deliverAll() {
        var delivery = bench.delivery("one");
        until(() -> !Await.result(delivery.deliverNext(Products.AVSTEMMING)));
    }

    private List<String> applied(ClientId client) {
        return product.applied(client).stream().map(PeriodDeliveryIT::told).toList();
    }

    private static String told(Applied applied) {
        return applied.last().type() + " " + applied.last().generation();
    }
}
