package no.sticos.erp.erp;

/**
 * Reads a stored document again, as if it had just come; kept by the adapter, which alone knows what its hashes
 * leave out.
 */
public interface StoredForm {
    /**
     * The document with its key and both hashes made anew. What the adapter wrote it reads as it was.
     *
     * <p>Fails with {@link no.sticos.erp.kernel.Cause#NOT_UNDERSTOOD} if it is no such document.
     *
     * @param body the document's fields, as the database gives them back
     */
    Item item(Resource resource, String body);
}
