package no.sticos.erp.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some changes of one entity, cut between documents.
 *
 * @param entity the resource's id, {@code vouchers}
 * @param changes in the source's order; may be empty
 * @param next where the page after this one begins; null = this is the last
 */
public record ChangePage(String entity, List<Change> changes, @Nullable Cursor next) {
    /** Takes a copy. */
    public ChangePage {
        changes = List.copyOf(changes);
    }

    /**
     * A place between two changes.
     *
     * @param entity the entity being read
     * @param position the source's own words for how far it has come in it
     */
    public record Cursor(String entity, String position) {}
}
