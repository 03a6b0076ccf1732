package no.sticos.erp.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to a message, and what took effect. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxIT {
    private static final String DIGITS = "{\"amount\":\"1.10\",\"n\":12345678901234567890.10,\"t\":\"a\\\"}]\\u0000\"}";
    private static final AtomicLong CLIENTS = new AtomicLong();

    private final Shelf shelf;
    private final Inbox inbox;

    InboxIT(io.vertx.core.Vertx vertx) {
        shelf = new Shelf(new Vertx(vertx));
        inbox = shelf.inbox();
    }

    @AfterAll
    void close() {
        Await.done(shelf.pool.rxClose());
    }

    @Test
    void a_whole_generation_takes_effect_at_complete_with_documents_untouched() {
        var messages = newClient();
        acked(messages.begin(0, 1));
        acked(messages.page(1, 1, Map.of("a", DIGITS)));
        acked(messages.page(1, 2, Map.of("b", "{}")));
        assertThat(shelf.books(messages.client())).isEmpty();

        acked(messages.complete(1, 2, 2, 0));

        assertThat(shelf.books(messages.client())).isEqualTo(Map.of("a", DIGITS, "b", "{}"));
        assertThat(shelf.position(messages.client()).generation()).isEqualTo(1);
        assertThat(shelf.staged()).isZero();
    }

    @Test
    void a_delta_replaces_and_deletes_whole_documents() {
        var messages = withFirst();
        acked(messages.begin(1, 2));
        acked(messages.page(2, 1, Map.of("a", "{\"n\":2}")));
        acked(messages.deletion(2, 2, "b"));
        acked(messages.complete(2, 2, 1, 1));

        assertThat(shelf.books(messages.client())).isEqualTo(Map.of("a", "{\"n\":2}"));
    }

    @Test
    void a_full_generation_forgets_what_was_there() {
        var messages = withFirst();
        send(messages, 0, 2, Map.of("c", "{}"));

        assertThat(shelf.books(messages.client())).isEqualTo(Map.of("c", "{}"));
    }

    @Test
    void a_generation_without_pages_is_one() {
        var messages = withFirst();
        acked(messages.begin(0, 2));
        acked(messages.complete(2, 0, 0, 0));

        assertThat(shelf.books(messages.client())).isEmpty();
        assertThat(shelf.position(messages.client()).generation()).isEqualTo(2);
    }

    @Test
    void a_page_that_comes_twice_counts_once() {
        var messages = newClient();
        acked(messages.begin(0, 1));
        acked(messages.page(1, 1, Map.of("a", DIGITS)));
        acked(messages.page(1, 1, Map.of("a", DIGITS)));

        acked(messages.complete(1, 1, 1, 0));
    }

    @Test
    void a_missing_page_is_refused() {
        var messages = newClient();
        refused(messages.page(1, 1, Map.of("a", "{}")), Reply.BEGIN_AGAIN);
        acked(messages.begin(0, 1));
        refused(messages.page(1, 2, Map.of("b", "{}")), Reply.BEGIN_AGAIN);
        acked(messages.page(1, 1, Map.of("a", "{}")));
        acked(messages.page(1, 2, Map.of("b", "{}")));

        acked(messages.complete(1, 2, 2, 0));
    }

    @Test
    void totals_that_do_not_fit_take_no_effect_and_free_the_room() {
        var messages = newClient();
        acked(messages.begin(0, 1));
        acked(messages.page(1, 1, Map.of("a", "{}")));

        refused(messages.complete(1, 1, 1, 1), Reply.DOES_NOT_ADD_UP);
        refused(messages.complete(1, 1, 1, 0), Reply.BEGIN_AGAIN);
        assertThat(shelf.effects(messages.client())).isEmpty();
        assertThat(shelf.staged()).isZero();
    }

    @Test
    void pages_that_the_server_lost_are_asked_for_again() {
        var messages = newClient();
        acked(messages.begin(0, 1));
        acked(messages.page(1, 1, Map.of("a", "{}")));
        assertThat(shelf.ask(
                        "DELETE FROM " + shelf.schema + ".pages WHERE client_id = $1 RETURNING entity",
                        messages.client()))
                .as("what a crash does to an unlogged table")
                .hasSize(1);

        refused(messages.complete(1, 1, 1, 0), Reply.BEGIN_AGAIN);
        send(messages.again(), 0, 1, Map.of("a", "{}"));
        assertThat(shelf.effects(messages.client())).containsExactly("GenerationComplete 1");
    }

    @Test
    void a_new_begin_drops_what_came_before_it() {
        var messages = newClient();
        acked(messages.begin(0, 1));
        acked(messages.page(1, 1, Map.of("x", "{}")));

        send(messages.again(), 0, 1, Map.of("a", "{}"));

        assertThat(shelf.books(messages.client())).containsOnlyKeys("a");
    }

    @Test
    void a_relay_that_was_replaced_is_refused() {
        var zombie = newClient();
        var relay = zombie.again();
        acked(zombie.begin(0, 1));
        acked(zombie.page(1, 1, Map.of("x", "{}")));
        acked(relay.begin(0, 1));

        refused(zombie.page(1, 2, Map.of("y", "{}")), Reply.BEGIN_AGAIN);
        refused(zombie.complete(1, 1, 1, 0), Reply.BEGIN_AGAIN);
        refused(zombie.begin(0, 1), Reply.BEGIN_AGAIN);
        refused(zombie.removed(99), Reply.BEGIN_AGAIN);
        acked(relay.page(1, 1, Map.of("a", "{}")));
        acked(relay.complete(1, 1, 1, 0));
        refused(zombie.heartbeat(1, 11), Reply.BEGIN_AGAIN);
        assertThat(shelf.books(zombie.client())).containsOnlyKeys("a");
    }

    @Test
    void what_took_effect_is_acknowledged_and_takes_none_again() {
        var messages = withFirst();
        acked(messages.complete(1, 1, 2, 0));
        send(messages.again(), 0, 1, Map.of("a", "{}", "b", "{}"));
        acked(messages.again().heartbeat(1, 11));
        acked(messages.again().heartbeat(1, 11));

        assertThat(shelf.effects(messages.client())).containsExactly("GenerationComplete 1", "Heartbeat 1");
    }

    @Test
    void a_delta_on_something_else_asks_for_everything() {
        refused(newClient().begin(2, 3), Reply.SEND_EVERYTHING);
        var messages = withFirst();
        refused(messages.begin(2, 3), Reply.SEND_EVERYTHING);
        refused(messages.heartbeat(2, 30), Reply.SEND_EVERYTHING);
        refused(messages.periodChanged(2, 2, 30), Reply.SEND_EVERYTHING);

        send(messages.again(), 0, 3, Map.of("a", "{}"));
        assertThat(shelf.position(messages.client()).generation()).isEqualTo(3);
    }

    @Test
    void after_a_restore_everything_comes_anew_and_what_still_comes_of_before_is_refused() {
        var before = withFirst();
        var after = before.inEpoch("5d1d6b1e-6a1c-4a52-9a1c-000000000002");

        refused(after.begin(1, 2), Reply.SEND_EVERYTHING);
        refused(after.heartbeat(1, 30), Reply.SEND_EVERYTHING);
        acked(after.begin(0, 1));
        refused(before.again().removed(99), Reply.BEGIN_AGAIN);
        acked(after.page(1, 1, Map.of("z", "{}")));
        acked(after.complete(1, 1, 1, 0));

        assertThat(shelf.books(before.client())).containsOnlyKeys("z");
        refused(before.again().heartbeat(1, 40), Reply.BEGIN_AGAIN);
    }

    @Test
    void a_changed_period_moves_no_generation() {
        var messages = newClient();
        acked(messages.periodChanged(0, 1, 5));
        send(messages, 0, 1, Map.of("a", "{}"));
        acked(messages.periodChanged(1, 1, 11));
        send(messages, 1, 2, Map.of("b", "{}"));

        assertThat(shelf.effects(messages.client()))
                .containsExactly("PeriodChanged 1", "GenerationComplete 1", "PeriodChanged 1", "GenerationComplete 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client.activated", "client.deactivated", "client.needs-sign-in"})
    void what_is_told_of_a_client_takes_effect_once_and_leaves_its_books(String type) {
        var messages = withFirst();
        acked(messages.told(type, 11));
        acked(messages.told(type, 11));
        send(messages, 1, 2, Map.of("c", "{}"));

        assertThat(shelf.effects(messages.client())).hasSize(3);
        assertThat(shelf.books(messages.client())).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void a_removed_client_is_told_once_and_comes_back_whole() {
        var messages = withFirst();
        acked(messages.removed(11));
        acked(messages.removed(11));
        refused(messages.begin(1, 2), Reply.SEND_EVERYTHING);
        send(messages, 0, 3, Map.of("z", "{}"));

        assertThat(shelf.effects(messages.client()))
                .containsExactly("GenerationComplete 1", "ClientRemoved 0", "GenerationComplete 3");
        assertThat(shelf.books(messages.client())).containsOnlyKeys("z");
    }

    @Test
    void a_type_that_nobody_knows_is_acknowledged_and_moves_nothing() {
        var messages = withFirst();
        var before = shelf.position(messages.client());

        acked(messages.told("client.renamed", 11));

        assertThat(shelf.position(messages.client())).isEqualTo(before);
    }

    @Test
    void who_starts_over_gets_everything() {
        var messages = withFirst();
        Await.done(inbox.rxForget(messages.client()));

        refused(messages.begin(1, 2), Reply.SEND_EVERYTHING);
        send(messages.again(), 0, 1, Map.of("z", "{}"));

        assertThat(shelf.books(messages.client())).containsOnlyKeys("z");
    }

    @Test
    void what_is_no_message_is_refused_at_once() {
        for (var text : List.of("", "[]", "{\"type\":\"heartbeat\"}", "{\"type\":")) {
            assertThatIllegalArgumentException().isThrownBy(() -> ProductMessage.read(text));
        }
    }

    @Test
    void a_schema_by_a_strange_name_is_refused() {
        for (var name : List.of("a; DROP TABLE x", "Inbox", "pg_inbox", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConsumerSettings.of("rapport").in(name));
        }
    }

    private static Messages newClient() {
        return Messages.of(CLIENTS.incrementAndGet());
    }

    /** Generation 1 with a and b. */
    private Messages withFirst() {
        var messages = newClient();
        send(messages, 0, 1, Map.of("a", "{}", "b", "{}"));
        return messages;
    }

    private void send(Messages messages, int from, int gen, Map<String, String> documents) {
        acked(messages.begin(from, gen));
        acked(messages.page(gen, 1, documents));
        acked(messages.complete(gen, 1, documents.size(), 0));
    }

    private void acked(ProductMessage message) {
        assertThat(Await.result(inbox.rxTake(message))).isEqualTo(new Reply(0, message.eventId()));
    }

    private void refused(ProductMessage message, int code) {
        assertThat(Await.result(inbox.rxTake(message)).failureCode()).isEqualTo(code);
    }
}
