package no.sticos.erp.consumer;

import org.jspecify.annotations.Nullable;

/**
 * A whole document, or that it was deleted.
 *
 * @param key its key within the entity
 * @param json its text exactly as it was sent, digits and all; null = deleted
 */
public record Document(String key, @Nullable String json) {
    /** Whether it is gone. */
    public boolean isDeleted() {
        return json == null;
    }
}
