package no.sticos.erp.sandbox.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.sqlclient.Pool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.sticos.erp.consumer.Document;
import no.sticos.erp.consumer.Envelope;
import no.sticos.erp.consumer.Event;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.ProductDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the three products make of documents: exact sums, that a changed or deleted document leaves without a trace. */
@ExtendWith(VertxExtension.class)
class WorkedProductIT {
    private static final Envelope ENVELOPE = new Envelope(
            "1/x", "e", 10, 1, 1, "firm-1", 7, "c-1", null, "Fjell AS", Instant.parse("2026-02-15T08:00:00Z"));

    private final Pool pool;
    private final String schema = ProductDatabase.schema();

    WorkedProductIT(io.vertx.core.Vertx vertx) {
        pool = ProductDatabase.pool(new Vertx(vertx));
    }

    @AfterEach
    void close() {
        Await.done(pool.rxClose());
    }

    @Test
    void balances_are_exact_and_follow_a_changed_and_a_deleted_voucher() {
        var product = made("avstemming");
        apply(
                product,
                begin(true),
                changes(
                        "vouchers",
                        voucher("a", "2026-01-31", row(6800, "0.1", "0", null), row(1920, "0", "0.1", null)),
                        voucher("b", "2026-02-01", row(6800, "0.2", "0", null), row(1920, "0", "0.2", null))),
                changes("opening_balances", new Document("1920", "{\"number\":1920,\"balance\":\"1000.00\"}")),
                complete());
        assertThat(view("balances", "account, opening, debit, credit, balance"))
                .containsExactly("1920 1000.00 0 0.3 999.70", "6800 0 0.3 0 0.3");

        apply(
                product,
                begin(false),
                changes("vouchers", voucher("a", "2026-01-31", row(6900, "5", "0", null))),
                changes("vouchers", new Document("b", null)),
                complete());

        assertThat(view("balances", "account, opening, debit, credit, balance"))
                .containsExactly("1920 1000.00 0 0 1000.00", "6900 0 5 0 5");
    }

    @Test
    void months_add_income_and_expenses_by_cost_centre() {
        var product = made("rapport");
        apply(
                product,
                begin(true),
                changes(
                        "vouchers",
                        voucher("a", "2026-01-31", row(3000, "0", "100.10", "k1"), row(1920, "100.10", "0", "k1")),
                        voucher("b", "2026-01-01", row(6800, "0.05", "0", "k1"), row(4000, "9", "0", null))),
                changes("cost_centers", new Document("c", "{\"items\":[{\"id\":\"k1\",\"name\":\"Butikk\"}]}")),
                complete());

        assertThat(view("months", "month, cost_centre, name, amount"))
                .containsExactly("2026-01-01 - - -9", "2026-01-01 k1 Butikk 100.05");
    }

    @Test
    void weeks_hold_what_is_open_and_nothing_that_is_paid_or_a_draft() {
        var product = made("likviditet");
        apply(
                product,
                begin(true),
                changes(
                        "customer_ledger_items",
                        item("i", "2026-02-15", "remainingAmountInvoiceCurrency", "10.10", 1),
                        item("paid", "2026-02-15", "remainingAmountInvoiceCurrency", "0", 1)),
                changes(
                        "supplier_invoices",
                        item("s", "2026-02-09T00:00:00", "remainingAmount", "-3.30", 1),
                        item("draft", "2026-02-09", "remainingAmount", "-99", 0)),
                complete());

        assertThat(view("weeks", "week, currency, from_customers, to_suppliers"))
                .containsExactly("2026-02-09 NOK 10.10 -3.30");
    }

    @Test
    void a_full_generation_and_a_removal_leave_nothing_of_before() {
        var product = made("avstemming");
        var first = changes("vouchers", voucher("a", "2026-01-31", row(6800, "1", "0", null)));
        apply(product, begin(true), first, complete());
        apply(product, begin(true), complete());
        assertThat(view("balances", "account")).isEmpty();
        assertThat(view("shown", "name, generation, verdict")).containsExactly("Fjell AS 1 OK");

        apply(product, begin(true), first, complete());
        apply(product, new Event.ClientRemoved(ENVELOPE, false, ENVELOPE.time()));

        assertThat(view("balances", "account")).isEmpty();
        assertThat(view("shown", "generation")).isEmpty();
    }

    @Test
    void another_product_s_name_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkedProduct("lonn", "lonn"))
                .withMessageContaining("likviditet");
        assertThatIllegalArgumentException().isThrownBy(() -> new WorkedProduct("rapport", "x; DROP TABLE y"));
    }

    private WorkedProduct made(String id) {
        var product = new WorkedProduct(id, schema);
        Await.done(product.rxMake(pool).andThen(product.rxMake(pool)));
        return product;
    }

    private void apply(WorkedProduct product, Event... events) {
        Await.done(pool.<Boolean>rxWithTransaction(tx -> Flowable.fromArray(events)
                        .concatMapCompletable(event -> product.on(event, tx))
                        .toSingleDefault(true)
                        .toMaybe())
                .ignoreElement());
    }

    private List<String> view(String name, String columns) {
        var parts = List.of(columns.split(", ", -1)).stream()
                .map(column -> "coalesce(" + column + "::text, '-')")
                .toList();
        return ProductDatabase.ask("SELECT concat_ws(' ', " + String.join(", ", parts) + ") FROM " + schema + "." + name
                + " WHERE client_id = 7 ORDER BY 1");
    }

    private static Event begin(boolean isFull) {
        return new Event.GenerationBegin(ENVELOPE, isFull, isFull ? 0 : 1);
    }

    private static Event changes(String entity, Document... documents) {
        return new Event.Changes(ENVELOPE, 1, entity, List.of(documents));
    }

    private static Event complete() {
        return new Event.GenerationComplete(
                ENVELOPE, 1, Map.of(), Map.of(), List.of(), Map.of(), ENVELOPE.time(), "DONE", "OK", null, 0, "[]");
    }

    private static Document voucher(String key, String day, String... rows) {
        return new Document(key, "{\"voucherDate\":\"" + day + "\",\"rows\":[" + String.join(",", rows) + "]}");
    }

    private static String row(
            int account, String debit, String credit, @org.jspecify.annotations.Nullable String costCentre) {
        return "{\"accountNumber\":" + account + ",\"debitAmount\":\"" + debit + "\",\"creditAmount\":\"" + credit
                + "\",\"costCenterItemId1\":" + (costCentre == null ? "null" : "\"" + costCentre + "\"") + "}";
    }

    private static Document item(String key, String due, String field, String amount, int status) {
        return new Document(
                key,
                "{\"dueDate\":\"" + due + "\",\"currencyCode\":\"NOK\",\"" + field + "\":\"" + amount + "\",\"status\":"
                        + status + "}");
    }
}
