package no.sticos.erp.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class PendingEventsTest {
    private final PendingEvents pending = new PendingEvents(2, 3);

    @Test
    void a_newer_event_replaces_an_unsent_one_of_its_name() {
        put("row-1", "old");
        put("row-2", "b");
        put("row-1", "new");

        assertThat(pending.take())
                .extracting(Buffer::toString)
                .containsExactly("event: row-1\ndata: new\n\n", "event: row-2\ndata: b\n\n");
    }

    @Test
    void a_tick_sends_no_more_than_its_share_and_the_end_comes_last() {
        put("row-1", "a");
        put("row-2", "b");
        put("row-3", "c");
        pending.complete();

        assertThat(pending.take()).hasSize(2).noneMatch(PendingEvents::isEnd);
        var rest = pending.take();
        assertThat(rest)
                .extracting(Buffer::toString)
                .containsExactly("event: row-3\ndata: c\n\n", "event: end\ndata:\n\n");
        assertThat(PendingEvents.isEnd(rest.get(1))).isTrue();
    }

    @Test
    void a_heartbeat_comes_after_quiet_ticks_only() {
        assertThat(pending.take()).isEmpty();
        assertThat(pending.take()).isEmpty();
        assertThat(pending.take()).extracting(Buffer::toString).containsExactly(":\n\n");
        assertThat(pending.take()).isEmpty();
    }

    @Test
    void a_listener_that_is_never_ready_costs_a_bounded_amount() {
        for (int row = 1; row <= 1000; row++) {
            put("row-" + row, "x");
        }

        assertThat(pending.take().get(0).toString()).startsWith("event: row-745\n");
    }

    @Test
    void lines_of_the_html_cannot_break_the_stream() {
        put("say", "one\n\nevent: end\r\ndata: x");

        assertThat(pending.take().get(0).toString())
                .isEqualTo("event: say\ndata: one\ndata: event: end\ndata: data: x\n\n");
    }

    private void put(String name, String html) {
        pending.put(new LiveEvent(name, Buffer.buffer(html)));
    }
}
