package no.sticos.erp.ledger;

import java.util.List;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.Item;
import org.jspecify.annotations.Nullable;

/** Documents that are kept as the accounting system's own fields. */
final class ItemTable extends LandingTable {
    ItemTable() {
        super("items");
    }

    @Override
    Object keys(List<Document> documents) {
        return Columns.of(documents, String[]::new, Document::key);
    }

    @Override
    void addColumns(List<@Nullable Object> arguments, List<Document> changed) {
        arguments.add(Columns.of(changed, String[]::new, document -> ((Item) document).body()));
    }
}
