package no.sticos.erp.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import no.sticos.erp.db.Sql;
import no.sticos.erp.events.ChangePage;
import no.sticos.erp.events.Span;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.testing.Await;
import org.jspecify.annotations.Nullable;

/** What a house has published: what its products have to hold. */
final class StormBooks {
    private StormBooks() {}

    /** How far all clients have come, added up. */
    static long published(StormHouse house) {
        return Long.parseLong(ask(house, "SELECT coalesce(sum(current_gen), 0)::text FROM gateway.books")
                .get(0));
    }

    /** Everything that is published of a client, sorted. */
    static List<String> documents(StormHouse house, ClientId client) {
        var source = new LedgerChanges(house.database());
        int generation = Integer.parseInt(
                ask(house, "SELECT current_gen::text FROM gateway.books WHERE client_id = " + client.value())
                        .get(0));
        var documents = new ArrayList<String>();
        ChangePage.@Nullable Cursor next = null;
        do {
            var page = Await.result(source.changes(new Span(house.tenant(), client, 0, generation), next, 1 << 20));
            page.changes()
                    .forEach(change -> documents.add(page.entity() + " " + change.key() + " " + change.document()));
            next = page.next();
        } while (next != null);
        documents.sort(Comparator.naturalOrder());
        return documents;
    }

    /** A client's voucher rows as the view shows them, sorted. */
    static List<String> voucherRows(StormHouse house, ClientId client) {
        return ask(
                house,
                "SELECT concat_ws(' ', voucher_id, account, trim_scale(debit), trim_scale(credit)) COLLATE \"C\" AS line"
                        + " FROM ledger.voucher_rows WHERE client_id = " + client.value() + " ORDER BY line");
    }

    /** The first column. */
    static List<String> ask(StormHouse house, String sql) {
        return Await.result(house.database().forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }
}
