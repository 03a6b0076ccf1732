package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.DemoProducts;
import no.sticos.erp.testing.ProductDatabase;

/** The figures of the three demo products beside the same ones by the gateway's published views. */
final class ProductViews {
    private record Pair(String product, String ours, String published) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(
                    "avstemming",
                    "SELECT concat_ws(' ', account, trim_scale(sum(debit)), trim_scale(sum(credit))) FROM {schema}.parts"
                            + " WHERE client_id = {client} AND entity = 'vouchers' GROUP BY account ORDER BY account",
                    "SELECT concat_ws(' ', account, trim_scale(sum(debit)), trim_scale(sum(credit)))"
                            + " FROM ledger.voucher_rows WHERE client_id = {client} GROUP BY account ORDER BY account"),
            new Pair(
                    "avstemming",
                    "SELECT concat_ws(' ', account, trim_scale(opening)) FROM {schema}.parts"
                            + " WHERE client_id = {client} AND entity = 'opening_balances' ORDER BY account",
                    "SELECT concat_ws(' ', account, trim_scale(balance)) FROM ledger.opening_balances"
                            + " WHERE client_id = {client} ORDER BY account"),
            new Pair(
                    "rapport",
                    "SELECT concat_ws(' ', month, coalesce(cost_centre, '-'), trim_scale(amount)) FROM {schema}.months"
                            + " WHERE client_id = {client} ORDER BY month, cost_centre COLLATE \"C\"",
                    "SELECT concat_ws(' ', date_trunc('month', voucher_date)::date, coalesce(cost_center_item_id1::text, '-'),"
                            + " trim_scale(sum(credit - debit))) FROM ledger.voucher_rows WHERE client_id = {client}"
                            + " AND account BETWEEN 3000 AND 8999 GROUP BY date_trunc('month', voucher_date),"
                            + " cost_center_item_id1 ORDER BY date_trunc('month', voucher_date),"
                            + " cost_center_item_id1::text COLLATE \"C\""),
            new Pair(
                    "likviditet",
                    "SELECT concat_ws(' ', week, currency, trim_scale(from_customers), trim_scale(to_suppliers))"
                            + " FROM {schema}.weeks WHERE client_id = {client} ORDER BY week, currency",
                    "SELECT concat_ws(' ', date_trunc('week', due_date)::date, currency,"
                            + " trim_scale(coalesce(sum(remaining) FILTER (WHERE side = 'customer'), 0)),"
                            + " trim_scale(coalesce(sum(remaining) FILTER (WHERE side = 'supplier'), 0)))"
                            + " FROM ledger.open_items WHERE client_id = {client} GROUP BY date_trunc('week', due_date)::date,"
                            + " currency ORDER BY date_trunc('week', due_date)::date, currency"));

    private final Database database;
    private final DemoProducts products;

    ProductViews(Database database, DemoProducts products) {
        this.database = database;
        this.products = products;
    }

    /** Fails unless they are the same, and there are some of each. */
    void equal(ClientId client) {
        for (var pair : PAIRS) {
            var ours = of(pair.ours(), client).replace("{schema}", products.schema(pair.product()));
            var published = new Sql("test", of(pair.published(), client));
            assertThat(ProductDatabase.ask(ours))
                    .as("%s: %s", pair.product(), ours)
                    .isNotEmpty()
                    .isEqualTo(Await.result(database.forGateway(tx -> tx.list(published, row -> row.getString(0)))));
        }
    }

    private static String of(String sql, ClientId client) {
        return sql.replace("{client}", client.toString());
    }
}
