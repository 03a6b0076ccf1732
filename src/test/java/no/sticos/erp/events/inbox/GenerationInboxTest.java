package no.sticos.erp.events.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GenerationInboxTest {
    private static final String DOCUMENT = "{\"amount\":\"1.10\",\"n\":12345678901234567890.10,\"t\":\"a\\\"}]\"}";
    private static final String TWO_SENT = "{\"vouchers\":{\"changed\":1,\"deleted\":1}}";

    private final GenerationInbox inbox = new GenerationInbox(new MemoryStaging(1000));

    @Test
    void a_whole_generation_is_handed_over_with_documents_untouched() {
        acked(begin(1, 0, 1), Position.NONE);
        acked(page(1, 1, "a", DOCUMENT), Position.NONE);
        acked(page(1, 2, "b", null), Position.NONE);

        var handover = Objects.requireNonNull(
                take(complete(1, 2, TWO_SENT), Position.NONE).handover());

        assertThat(handover.isFull()).isTrue();
        assertThat(handover.position()).isEqualTo(new Position("e", 9, 1));
        var pages = new ArrayList<Staging.Page>();
        handover.pages().forEach(pages::add);
        assertThat(pages.get(0).documents().get(0).document()).isEqualTo(DOCUMENT);
        assertThat(pages.get(1).documents().get(0).isDeleted()).isTrue();
    }

    @Test
    void a_page_sent_twice_counts_once() {
        acked(begin(1, 0, 1), Position.NONE);
        acked(page(1, 1, "a", DOCUMENT), Position.NONE);
        acked(page(1, 1, "a", DOCUMENT), Position.NONE);
        acked(page(1, 2, "b", null), Position.NONE);

        assertThat(take(complete(1, 2, TWO_SENT), Position.NONE).handover()).isNotNull();
    }

    @Test
    void a_missing_page_ends_the_transfer() {
        acked(begin(1, 0, 1), Position.NONE);

        refused(page(1, 2, "b", null), Position.NONE, Reply.BEGIN_AGAIN);
        refused(complete(1, 2, TWO_SENT), Position.NONE, Reply.BEGIN_AGAIN);
    }

    @Test
    void totals_that_do_not_fit_hand_nothing_over() {
        acked(begin(1, 0, 1), Position.NONE);
        acked(page(1, 1, "a", DOCUMENT), Position.NONE);

        refused(complete(1, 1, TWO_SENT), Position.NONE, Reply.DOES_NOT_ADD_UP);
    }

    @Test
    void a_new_begin_drops_what_came_before_it() {
        acked(begin(1, 0, 1), Position.NONE);
        acked(page(1, 1, "a", DOCUMENT), Position.NONE);
        acked(begin(2, 0, 1), Position.NONE);
        acked(page(2, 1, "a", DOCUMENT), Position.NONE);
        acked(page(2, 2, "b", null), Position.NONE);

        var handover = Objects.requireNonNull(
                take(complete(2, 2, TWO_SENT), Position.NONE).handover());

        assertThat(handover.pages()).hasSize(2);
    }

    @Test
    void a_relay_that_was_replaced_is_refused() {
        acked(begin(5, 0, 1), Position.NONE);

        refused(page(4, 1, "a", DOCUMENT), Position.NONE, Reply.BEGIN_AGAIN);
        refused(begin(4, 0, 1), Position.NONE, Reply.BEGIN_AGAIN);
        acked(page(5, 1, "a", DOCUMENT), Position.NONE);
    }

    @Test
    void what_was_applied_is_acknowledged_and_not_handed_over_again() {
        var stored = new Position("e", 9, 1);

        acked(begin(2, 0, 1), stored);
        acked(page(2, 1, "a", DOCUMENT), stored);
        acked(complete(2, 1, TWO_SENT), stored);
    }

    @Test
    void a_delta_on_something_else_asks_for_everything() {
        refused(begin(1, 2, 3), Position.NONE, Reply.SEND_EVERYTHING);
        refused(begin(1, 2, 3), new Position("e", 3, 1), Reply.SEND_EVERYTHING);
        refused(begin(1, 2, 3), new Position("another epoch", 3, 2), Reply.SEND_EVERYTHING);
        acked(begin(1, 2, 3), new Position("e", 3, 2));
    }

    @Test
    void a_heartbeat_of_another_generation_asks_for_everything() {
        var heartbeat = message("heartbeat", "h", 1, 3, "\"verifiedAt\":\"2026-02-15T00:00:00Z\"");

        refused(heartbeat, new Position("e", 3, 2), Reply.SEND_EVERYTHING);
        assertThat(take(heartbeat, new Position("e", 3, 3)).handover()).isNotNull();
        acked(heartbeat, new Position("e", 9, 3));
    }

    @Test
    void pages_beyond_the_room_are_refused_and_the_room_is_free_again() {
        acked(begin(1, 0, 1), Position.NONE);
        refused(page(1, 1, "a", "\"" + "x".repeat(1000) + "\""), Position.NONE, Reply.NO_ROOM);

        acked(begin(2, 0, 1), Position.NONE);
        acked(page(2, 1, "a", "\"" + "x".repeat(900) + "\""), Position.NONE);
    }

    @Test
    void a_restarted_inbox_asks_for_the_begin() {
        refused(page(1, 3, "c", DOCUMENT), Position.NONE, Reply.BEGIN_AGAIN);
    }

    @Test
    void what_is_no_message_is_refused_at_once() {
        for (var text : List.of("", "[]", "{\"type\":\"heartbeat\"}", "{\"type\":")) {
            assertThatIllegalArgumentException().isThrownBy(() -> ProductMessage.read(text));
        }
    }

    private Step take(String text, Position stored) {
        return inbox.take(ProductMessage.read(text), stored);
    }

    private void acked(String text, Position stored) {
        var step = take(text, stored);
        assertThat(step.reply().isAck()).as(step.reply().text()).isTrue();
        assertThat(step.handover()).isNull();
    }

    private void refused(String text, Position stored, int code) {
        var step = take(text, stored);
        assertThat(step.reply().failureCode()).isEqualTo(code);
        assertThat(step.handover()).isNull();
    }

    private static String begin(int transfer, int from, int gen) {
        return message("generation.begin", "begin", transfer, gen, "\"fromGeneration\":" + from);
    }

    private static String page(int transfer, int number, String key, @org.jspecify.annotations.Nullable String body) {
        var document = body == null ? "" : ",\"document\":" + body;
        return message(
                "generation.changes",
                "vouchers/" + key,
                transfer,
                1,
                "\"page\":" + number + ",\"entity\":\"vouchers\",\"documents\":[{\"key\":\"" + key + "\",\"deleted\":"
                        + (body == null) + document + "}]");
    }

    private static String complete(int transfer, int pages, String sent) {
        return message("generation.complete", "complete", transfer, 1, "\"pages\":" + pages + ",\"sent\":" + sent);
    }

    private static String message(String type, String id, int transfer, int gen, String own) {
        return "{\"type\":\"no.sticos.erp." + type + ".v1\",\"id\":\"" + id
                + "\",\"streamepoch\":\"e\",\"sequence\":\"9\",\"transfer\":\"" + transfer
                + "\",\"subject\":\"42\",\"generation\":" + gen + ",\"data\":{" + own + "}}";
    }
}
