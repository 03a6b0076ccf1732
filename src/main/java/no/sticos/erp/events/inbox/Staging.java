package no.sticos.erp.events.inbox;

import java.util.List;
import no.sticos.erp.events.Change;

/**
 * Where pages wait until their generation is complete; need not survive a restart.
 *
 * <p>Calls for one client come one after the other, for different clients at the same time.
 */
public interface Staging {
    /** Forgets what waits for this client. */
    void clear(long clientId);

    /** Puts a page behind those that wait; false if there is no room, and then nothing was put. */
    boolean add(long clientId, Page page);

    /** The client's pages, in order. They may be read once; memory may forget them as they are handed out. */
    Iterable<Page> take(long clientId);

    /** Documents of one entity. */
    record Page(String entity, List<Change> documents) {
        /** Takes a copy. */
        public Page {
            documents = List.copyOf(documents);
        }
    }
}
