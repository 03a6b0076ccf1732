package no.sticos.erp.ledger;

import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.ContentHash;
import no.sticos.erp.erp.Document;
import org.jspecify.annotations.Nullable;

/** How documents of one shape go into their table: its two statements and their columns. */
abstract class LandingTable {
    private final Sql check;
    private final Sql change;

    LandingTable(String shape) {
        this.check = Sql.of(LandingTable.class, "check-" + shape);
        this.change = Sql.of(LandingTable.class, "change-" + shape);
    }

    final Sql check() {
        return check;
    }

    final Sql change() {
        return change;
    }

    final @Nullable Object[] checkArguments(Landing landing, List<Document> documents) {
        List<@Nullable Object> arguments = common(landing);
        arguments.add(keys(documents));
        arguments.add(Columns.longs(documents, Document::rowHash));
        arguments.add(landing.request());
        addKept(arguments, landing);
        return arguments.toArray();
    }

    final @Nullable Object[] changeArguments(
            Landing landing, int shown, List<Long> kept, boolean replaces, List<Document> changed) {
        List<@Nullable Object> arguments = common(landing);
        arguments.add(shown);
        arguments.add(ContentHash.VERSION);
        arguments.add(kept.toArray(Long[]::new));
        arguments.add(landing.request());
        arguments.add(replaces);
        arguments.add(keys(changed));
        arguments.add(Columns.longs(changed, Document::rowHash));
        arguments.add(Columns.longs(changed, Document::booksHash));
        addColumns(arguments, changed);
        addKept(arguments, landing);
        return arguments.toArray();
    }

    abstract Object keys(List<Document> documents);

    abstract void addColumns(List<@Nullable Object> arguments, List<Document> changed);

    /** What is kept of the page, last; nothing, of documents whose pages are always read. */
    void addKept(List<@Nullable Object> arguments, Landing landing) {}

    /** What every statement that moves the checkpoint begins with. */
    static List<@Nullable Object> common(Landing landing) {
        var mark = landing.mark();
        List<@Nullable Object> arguments = new ArrayList<>(48);
        arguments.add(landing.fence().run().value());
        arguments.add(landing.fence().epoch());
        arguments.add(landing.client().value());
        arguments.add(landing.resource().id());
        arguments.add(landing.step());
        arguments.add(mark.position());
        arguments.add(mark.expected());
        arguments.add(mark.complete());
        arguments.add(mark.serverTime().atOffset(java.time.ZoneOffset.UTC));
        arguments.add(landing.unreadable().size());
        arguments.add(mark.signs().moved());
        arguments.add(mark.signs().shifting());
        arguments.add(mark.signs().stampless());
        return arguments;
    }
}
