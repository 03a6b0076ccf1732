package no.sticos.erp.events;

import java.util.Set;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;

/**
 * From one generation of a client's books to another.
 *
 * @param fromGen the older one; 0 = from nothing, so that everything is a change
 * @param toGen the newer one, published
 * @param entities the resources' ids that are wanted; empty = all
 */
public record Span(TenantId tenant, ClientId client, int fromGen, int toGen, Set<String> entities) {
    /** Refuses a span that does not go forward. */
    public Span {
        if (fromGen < 0 || toGen <= fromGen) {
            throw new IllegalArgumentException("not a span: " + fromGen + " to " + toGen);
        }
        entities = Set.copyOf(entities);
    }

    /** Of every entity. */
    public Span(TenantId tenant, ClientId client, int fromGen, int toGen) {
        this(tenant, client, fromGen, toGen, Set.of());
    }

    /** Whether documents of this entity are wanted. */
    public boolean wants(String entity) {
        return entities.isEmpty() || entities.contains(entity);
    }
}
