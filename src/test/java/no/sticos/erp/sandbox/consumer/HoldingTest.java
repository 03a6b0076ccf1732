package no.sticos.erp.sandbox.consumer;

import static no.sticos.erp.sandbox.consumer.Answer.BEGIN_AGAIN;
import static no.sticos.erp.sandbox.consumer.Answer.SEND_EVERYTHING;
import static no.sticos.erp.sandbox.consumer.Answer.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldingTest {
    private static final String EPOCH = "5d1d6b1e-6a1c-4a52-9a1c-000000000001";

    private final Holding holding = new Holding();

    @Test
    void a_generation_is_shown_at_complete_and_not_before() {
        assertThat(holding.take(begin(1, 0))).isEqualTo(TAKEN);
        assertThat(holding.take(page(1, 1, voucher("a", "100.10"), voucher("b", "0.20"))))
                .isEqualTo(TAKEN);
        assertThat(holding.totals().documents()).isEmpty();

        assertThat(holding.take(complete(1, 1, 2))).isEqualTo(TAKEN);

        assertThat(holding.totals())
                .isEqualTo(new ProductConsumer.Totals(
                        1, Map.of("vouchers", 2), new BigDecimal("100.30"), new BigDecimal("100.30")));
    }

    @Test
    void a_delta_replaces_and_deletes_whole_documents() {
        showFirst();

        assertThat(holding.take(begin(2, 1))).isEqualTo(TAKEN);
        assertThat(holding.take(page(2, 1, voucher("a", "7.00"), deleted("b")))).isEqualTo(TAKEN);
        assertThat(holding.take(complete(2, 1, 1))).isEqualTo(TAKEN);

        assertThat(holding.totals().documents()).containsExactly(Map.entry("vouchers", 1));
        assertThat(holding.totals().debit()).isEqualTo("7.00");
    }

    @Test
    void a_full_transfer_forgets_what_was_held() {
        showFirst();

        assertThat(holding.take(begin(2, 0))).isEqualTo(TAKEN);
        assertThat(holding.take(page(2, 1, voucher("c", "1.00")))).isEqualTo(TAKEN);
        assertThat(holding.take(complete(2, 1, 1))).isEqualTo(TAKEN);

        assertThat(holding.totals().credit()).isEqualTo("1.00");
    }

    @Test
    void a_delta_from_a_generation_that_is_not_here_asks_for_everything() {
        showFirst();

        assertThat(holding.take(begin(4, 3))).isEqualTo(SEND_EVERYTHING);
        assertThat(holding.take(page(4, 1, voucher("c", "1.00")))).isEqualTo(BEGIN_AGAIN);
        assertThat(holding.totals().generation()).isEqualTo(1);
    }

    @Test
    void a_delta_of_a_restored_gateway_does_not_fit_although_its_number_does() {
        showFirst();

        assertThat(holding.take(begin(2, 1).put("streamEpoch", "another"))).isEqualTo(SEND_EVERYTHING);
    }

    @Test
    void a_page_sent_twice_counts_once() {
        assertThat(holding.take(begin(1, 0))).isEqualTo(TAKEN);
        assertThat(holding.take(page(1, 1, voucher("a", "5.00")))).isEqualTo(TAKEN);
        assertThat(holding.take(page(1, 1, voucher("a", "5.00")))).isEqualTo(TAKEN);

        assertThat(holding.take(complete(1, 1, 1))).isEqualTo(TAKEN);
        assertThat(holding.totals().debit()).isEqualTo("5.00");
    }

    @Test
    void a_generation_whose_answer_was_lost_is_taken_again_without_effect() {
        showFirst();
        var before = holding.totals();

        assertThat(holding.take(begin(1, 0).put("transfer", 2L))).isEqualTo(TAKEN);
        assertThat(holding.take(page(1, 1, voucher("z", "99.00")).put("transfer", 2L)))
                .isEqualTo(TAKEN);
        assertThat(holding.take(complete(1, 1, 1).put("transfer", 2L))).isEqualTo(TAKEN);

        assertThat(holding.totals()).isEqualTo(before);
    }

    @Test
    void a_missing_page_makes_it_begin_again() {
        assertThat(holding.take(begin(1, 0))).isEqualTo(TAKEN);
        assertThat(holding.take(page(1, 2, voucher("a", "5.00")))).isEqualTo(BEGIN_AGAIN);
        assertThat(holding.take(complete(1, 2, 1))).isEqualTo(BEGIN_AGAIN);
        assertThat(holding.totals().generation()).isZero();
    }

    @Test
    void documents_that_do_not_add_up_are_not_shown() {
        assertThat(holding.take(begin(1, 0))).isEqualTo(TAKEN);
        assertThat(holding.take(page(1, 1, voucher("a", "5.00")))).isEqualTo(TAKEN);

        assertThat(holding.take(complete(1, 1, 2))).isEqualTo(SEND_EVERYTHING);
        assertThat(holding.totals().generation()).isZero();
    }

    @Test
    void a_new_begin_drops_the_pages_before_it() {
        assertThat(holding.take(begin(1, 0))).isEqualTo(TAKEN);
        assertThat(holding.take(page(1, 1, voucher("a", "5.00")))).isEqualTo(TAKEN);
        assertThat(holding.take(begin(1, 0).put("transfer", 9L))).isEqualTo(TAKEN);

        assertThat(holding.take(complete(1, 0, 0).put("transfer", 9L))).isEqualTo(TAKEN);
        assertThat(holding.totals().documents()).isEmpty();
    }

    @Test
    void a_node_that_has_been_replaced_is_refused() {
        showFirst();
        assertThat(holding.take(begin(2, 1).put("transfer", 8L))).isEqualTo(TAKEN);

        assertThat(holding.take(begin(2, 1).put("transfer", 7L))).isEqualTo(BEGIN_AGAIN);
    }

    @Test
    void a_heartbeat_is_taken_only_for_the_generation_shown() {
        assertThat(holding.take(message("heartbeat", 1))).isEqualTo(SEND_EVERYTHING);
        showFirst();

        assertThat(holding.take(message("heartbeat", 1).put("sequence", 15L))).isEqualTo(TAKEN);
        assertThat(holding.take(message("heartbeat", 2))).isEqualTo(SEND_EVERYTHING);
    }

    @Test
    void what_changed_in_a_locked_period_is_taken_for_the_generation_shown_and_changes_nothing_of_it() {
        assertThat(holding.take(message("period.changed", 1).put("fromGeneration", 0)))
                .as("a full generation follows")
                .isEqualTo(TAKEN);
        assertThat(holding.take(message("period.changed", 1).put("fromGeneration", 1)))
                .isEqualTo(SEND_EVERYTHING);
        showFirst();
        var shown = holding.totals();

        assertThat(holding.take(
                        message("period.changed", 1).put("fromGeneration", 1).put("sequence", 15L)))
                .isEqualTo(TAKEN);
        assertThat(holding.totals()).isEqualTo(shown);
        assertThat(holding.take(begin(2, 1))).isEqualTo(TAKEN);
    }

    @Test
    void a_removed_client_leaves_nothing() {
        showFirst();

        assertThat(holding.take(
                        message("client.removed", 0).put("sequence", 15L).put("transfer", 2L)))
                .isEqualTo(TAKEN);

        assertThat(holding.totals())
                .isEqualTo(new ProductConsumer.Totals(0, Map.of(), BigDecimal.ZERO, BigDecimal.ZERO));
    }

    private void showFirst() {
        assertThat(holding.take(begin(1, 0))).isEqualTo(TAKEN);
        assertThat(holding.take(page(1, 1, voucher("a", "5.00"), voucher("b", "6.00"))))
                .isEqualTo(TAKEN);
        assertThat(holding.take(complete(1, 1, 2))).isEqualTo(TAKEN);
    }

    private static JsonObject begin(int generation, int from) {
        return message("generation.begin", generation)
                .put("fromGeneration", from)
                .put("kind", from == 0 ? "full" : "delta");
    }

    private static JsonObject page(int generation, int page, JsonObject... documents) {
        return message("generation.changes", generation)
                .put("eventId", "page-" + generation + "-" + page)
                .put("page", page)
                .put("entity", "vouchers")
                .put("documents", new JsonArray(java.util.List.of(documents)));
    }

    private static JsonObject complete(int generation, int pages, int vouchers) {
        return message("generation.complete", generation)
                .put("pages", pages)
                .put("documents", new JsonObject().put("vouchers", vouchers));
    }

    private static JsonObject message(String type, int generation) {
        return new JsonObject()
                .put("type", type)
                .put("eventId", type + "-" + generation)
                .put("streamEpoch", EPOCH)
                .put("sequence", generation * 10L)
                .put("transfer", (long) generation)
                .put("clientId", 4L)
                .put("generation", generation);
    }

    private static JsonObject voucher(String key, String amount) {
        var debit = new JsonObject().put("debitAmount", amount).put("creditAmount", "0.00");
        var credit = new JsonObject().put("debitAmount", "0").put("creditAmount", amount);
        return new JsonObject()
                .put("key", key)
                .put("deleted", false)
                .put(
                        "document",
                        new JsonObject().put("rows", new JsonArray().add(debit).add(credit)));
    }

    private static JsonObject deleted(String key) {
        return new JsonObject().put("key", key).put("deleted", true);
    }
}
