package no.sticos.erp.erp;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, read and understood; or known by its bytes and not read again.
 *
 * @param documents in the order given; empty if the page is known
 * @param unreadable documents of this page that could not be read
 * @param number 1 for the first
 * @param lastNumber the number of the last page as this answer tells it; 0 or 1 for an empty list
 * @param total how many documents the whole list has, as this answer tells it
 * @param serverTime the accounting system's clock at this answer
 * @param origin where it came from
 */
public record Page(
        List<Document> documents,
        List<Unreadable> unreadable,
        int number,
        int lastNumber,
        int total,
        Instant serverTime,
        Origin origin) {
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
        this(documents, unreadable, number, lastNumber, total, serverTime, Origin.NONE);
    }

    /**
     * Where a page came from.
     *
     * @param request what was asked, without host and consent, for people who want to ask it again
     * @param digest of its documents as they came; empty if nobody wanted it, or the list's figures came after them
     * @param known what is kept of the page, if it is as it was; null if it had to be read
     */
    public record Origin(String request, String digest, @Nullable KnownPage known) {
        /** Of a page that nobody asked for. */
        public static final Origin NONE = new Origin("", "", null);
    }

    /** What is kept of the page if it is as it was; null if it was read. */
    public @Nullable KnownPage known() {
        return origin.known();
    }

    /** How many documents it has that could be read. */
    public int size() {
        var known = origin.known();
        return known == null ? documents.size() : known.documents();
    }

    /** Whether nothing comes after it: by the number, or because the page is empty (facts.md §2.1). */
    public boolean isLast() {
        return number >= lastNumber || (size() == 0 && unreadable.isEmpty());
    }
}
