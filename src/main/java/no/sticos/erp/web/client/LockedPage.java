package no.sticos.erp.web.client;

import java.util.List;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.web.shell.View;
import org.jspecify.annotations.Nullable;

/**
 * The vouchers that were added, changed or deleted in a period that was locked.
 *
 * @param frame whose
 * @param changes the newest first
 * @param isFirst whether the newest one is among them
 * @param older the address of the next page; null = there are no more
 */
public record LockedPage(ClientFrame frame, List<LockedChanges.Change> changes, boolean isFirst, @Nullable String older)
        implements View {
    @Override
    public String template() {
        return "client/lockedChanges";
    }

    /** Copies the list. */
    public LockedPage {
        changes = List.copyOf(changes);
    }
}
