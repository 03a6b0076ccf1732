package no.sticos.erp.events;

import org.jspecify.annotations.Nullable;

/**
 * One document that differs: as it is now, whole, or gone.
 *
 * @param key the document's key within its entity; never a personal number
 * @param document JSON text of an object, amounts as strings with the source's own digits; null = deleted
 */
public record Change(String key, @Nullable String document) {
    /** Whether the document is gone. */
    public boolean isDeleted() {
        return document == null;
    }
}
