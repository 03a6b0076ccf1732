package no.sticos.erp.erp;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleTransformer;
import no.sticos.erp.kernel.ClientId;

/** Reads one client's documents from its accounting system, a page at a time. */
public interface ErpSource {
    /**
     * Reads page {@code number} (1 is the first) of a list.
     *
     * <p>Cold: each subscription is one request, with its own token, budget and bounded retries. Emits on
     * a Vert.x context. Fails with a {@link no.sticos.erp.kernel.Fault}: {@code LATER} when tries are used
     * up, {@code RECONNECT} when the consent is gone, {@code REFUSED} when this client may not read this
     * list, {@code BROKEN} when the answer as a whole cannot be read.
     */
    Single<Page> page(ClientId client, Query query, int number);

    /**
     * The same, of a list whose pages were landed before: what is as {@code recall} tells need not be read again. An
     * accounting system whose answers cannot be told by their bytes reads them.
     *
     * @param room what an answer that came is read into documents in: it lets the reading begin when there is room for
     *     one more page in memory. Where to ask and to read are one, it lets both begin.
     */
    default Single<Page> page(
            ClientId client, Query query, int number, Recall recall, SingleTransformer<Page, Page> room) {
        return page(client, query, number).compose(room);
    }
}
