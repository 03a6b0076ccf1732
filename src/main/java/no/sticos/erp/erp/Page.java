package no.sticos.erp.erp;

import java.time.Instant;
import java.util.List;

/**
 * One page of a list, read and understood.
 *
 * @param documents in the order given
 * @param unreadable documents of this page that could not be read
 * @param number 1 for the first
 * @param lastNumber the number of the last page as this answer tells it; 0 or 1 for an empty list
 * @param total how many documents the whole list has, as this answer tells it
 * @param serverTime the accounting system's clock at this answer
 */
public record Page(
        List<Document> documents,
        List<Unreadable> unreadable,
        int number,
        int lastNumber,
        int total,
        Instant serverTime) {
    /** Keeps its own copies. */
    public Page {
        documents = List.copyOf(documents);
        unreadable = List.copyOf(unreadable);
    }

    /** Whether nothing comes after it: by the number, or because the page is empty (facts.md §2.1). */
    public boolean isLast() {
        return number >= lastNumber || (documents.isEmpty() && unreadable.isEmpty());
    }
}
