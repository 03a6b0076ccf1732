package no.sticos.erp.erp.visma;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import no.sticos.erp.erp.Document;

/** Reads one document of a resource. */
interface DocumentReader {
    /**
     * The parser stands on the document's opening brace and, if all goes well, is left on its closing one.
     *
     * <p>Fails with {@code NOT_UNDERSTOOD} and a fixed word where this document cannot be read, and with
     * an {@code IOException} where the whole answer is no JSON.
     *
     * @param scope the scope of the query
     */
    Document read(JsonParser json, String scope) throws IOException;
}
