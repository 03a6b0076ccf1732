package no.sticos.erp.erp;

import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.kernel.ClientId;

/** Reads a few documents from the middle of a list, for who checks some and not all. */
public interface Sampling {
    /**
     * The same as {@link ErpSource#page}, of pages of another size.
     *
     * @param number 1 is the first page of {@code size} documents; one beyond the end is empty
     * @param size how many documents a page has
     */
    Single<Page> sample(ClientId client, Query query, int number, int size);
}
