package no.sticos.erp.ledger;

import java.time.Instant;
import no.sticos.erp.erp.Resource;

/**
 * From when on a client's changes of a resource are not known.
 *
 * @param resource which
 * @param since by the accounting system's clock; changes at this very time are not known
 * @param stampless documents without a change stamp, which no list of changes would show
 * @param several whether a list of it has several pages; what fits one page is read whole as cheaply
 */
public record Watermark(Resource resource, Instant since, long stampless, boolean several) {}
