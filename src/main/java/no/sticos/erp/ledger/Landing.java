package no.sticos.erp.ledger;

import java.time.Instant;
import java.util.List;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Unreadable;
import no.sticos.erp.kernel.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * One page on its way into the database.
 *
 * @param client whose books
 * @param fence the worker's right to write
 * @param resource what the page holds
 * @param step how many pages of the resource this run has written before; the page is refused unless it is
 *     the next one
 * @param documents what could be read; of a key that comes twice the last one counts
 * @param unreadable what could not
 * @param mark where the resource stands once the page has landed
 * @param request what was asked for the page; see {@code erp.Page}
 * @param known what is to be kept of the page; without documents, what was kept of it, and it is as it was then. Null if
 *     nothing shall be kept
 */
public record Landing(
        ClientId client,
        Fence fence,
        Resource resource,
        int step,
        List<Document> documents,
        List<Unreadable> unreadable,
        Mark mark,
        String request,
        @Nullable KnownPage known) {
    /** Whether the page was not read, since it is as it was. */
    boolean isRecognised() {
        return known != null && documents.isEmpty();
    }

    /**
     * Where reading goes on after a page.
     *
     * @param position the reader's own words; empty for the beginning
     * @param expected how many more documents the accounting system now says there are, may be negative
     * @param complete whether the resource is now whole
     * @param serverTime the accounting system's clock at this page
     * @param signs whether the list stands still
     */
    public record Mark(String position, int expected, boolean complete, Instant serverTime, Signs signs) {}

    /**
     * What a page tells of whether its list stands still while it is read.
     *
     * @param moved a total changed, or a document was stamped since the pass began
     * @param shifting the list has several pages, and a document can get from one to another
     * @param stampless documents without a change stamp
     */
    public record Signs(boolean moved, boolean shifting, long stampless) {
        /** Of a page that is not part of a pass. */
        public static final Signs NONE = new Signs(false, false, 0);
    }
}
