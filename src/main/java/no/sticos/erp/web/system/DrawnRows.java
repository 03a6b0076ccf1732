package no.sticos.erp.web.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.live.FirmFeed;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.status.ClientRow;
import no.sticos.erp.web.status.ClientRows;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one look at a firm's clients, each drawn once for all of its open pages that show it to people of the same
 * rights. A look reaches those pages one after the other, so only the newest is kept. Used on one event loop only.
 */
final class DrawnRows {
    private final ClientRows rows;
    private final Pages pages;
    private final Map<Key, List<LiveEvent>> drawn = new HashMap<>();
    private FirmFeed.@Nullable Look look;

    private record Key(ClientId client, Set<Right> rights, boolean added) {}

    DrawnRows(ClientRows rows, Pages pages) {
        this.rows = rows;
        this.pages = pages;
    }

    /** What a page is told of a client that this look found. */
    @SuppressWarnings("ReferenceEquality") // whether it is the same look, not whether it found the same
    List<LiveEvent> of(FirmFeed.Look seen, ClientView client, ClientTables.Question question) {
        if (look != seen) {
            look = seen;
            drawn.clear();
        }
        boolean added = client.id().value() == question.added();
        var rights = question.session().rights();
        return drawn.computeIfAbsent(
                new Key(client.id(), rights, added), key -> events(rows.row(client, rights, added)));
    }

    /** What a page is told of a row. */
    List<LiveEvent> events(ClientRow row) {
        long id = row.client().id();
        var change = new LiveEvent("row-" + id, pages.part("status/rowChange", "row", row));
        return List.of(change, new LiveEvent("entities-" + id, pages.part("status/parts", "status", row.status())));
    }
}
