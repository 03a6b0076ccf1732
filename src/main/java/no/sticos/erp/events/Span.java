package no.sticos.erp.events;

import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;

/**
 * From one generation of a client's books to another.
 *
 * @param fromGen the older one; 0 = from nothing, so that everything is a change
 * @param toGen the newer one, published
 */
public record Span(TenantId tenant, ClientId client, int fromGen, int toGen) {
    /** Refuses a span that does not go forward. */
    public Span {
        if (fromGen < 0 || toGen <= fromGen) {
            throw new IllegalArgumentException("not a span: " + fromGen + " to " + toGen);
        }
    }
}
