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
 * @param request what was asked, without host and consent, for people who want to ask it again
 */
public record Page(
        List<Document> documents,
        List<Unreadable> unreadable,
        int number,
        int lastNumber,
        int total,
        Instant serverTime,
        String request) {
    /** Keeps its own copies. */
    public Page {
        documents = List.copyOf(documents);
        unreadable = List.copyOf(unreadable);
    }

    /** Of a list that was not asked for, or by a system that has no such thing as an address. */
    public Page(
            List<Document> documents,
            List<Unreadable> unreadable,
            int number,
            int lastNumber,
            int total,
            Instant serverTime) {
        this(documents, unreadable, number, lastNumber, total, serverTime, "");
    }

    /** The same page, with what was asked for it. */
    public Page askedBy(String address) {
        return new Page(documents, unreadable, number, lastNumber, total, serverTime, address);
    }

    /** Whether nothing comes after it: by the number, or because the page is empty (facts.md §2.1). */
    public boolean isLast() {
        return number >= lastNumber || (documents.isEmpty() && unreadable.isEmpty());
    }
}
