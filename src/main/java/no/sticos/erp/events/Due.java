package no.sticos.erp.events;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What is to be sent now: a claimed position, the event that comes next, and whom it is about.
 *
 * @param claim the position, leased
 * @param event what comes next
 * @param company whom it is about
 */
record Due(Claim claim, Event event, Company company) {

    /** What the product has afterwards. */
    int genAfterwards() {
        return switch (event.kind) {
            case HEARTBEAT, PERIOD_CHANGED, ACTIVATED, DEACTIVATED, NEEDS_SIGN_IN -> claim.ackedGen;
            case GENERATION, BOOKS_REMOVED, REMOVED -> event.gen;
        };
    }

    /** The documents to send for a generation. */
    Span span() {
        return new Span(claim.tenant, claim.client, claim.ackedGen, event.gen, claim.entities);
    }

    /**
     * A subscription under lease.
     *
     * @param transfer the claim's number, the fence
     * @param failures tries in a row without an acknowledgement
     * @param entities what the product is sent; empty = everything
     */
    record Claim(
            ClientId client,
            TenantId tenant,
            Product product,
            long transfer,
            long ackedSeq,
            int ackedGen,
            int failures,
            Set<String> entities) {
        /** A log line about this position: its ids beside the words, where a machine finds them. */
        LoggingEventBuilder on(LoggingEventBuilder line) {
            return line.addKeyValue("client", client)
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("product", product.id());
        }
    }

    /**
     * A row of the outbox.
     *
     * @param at when it was written
     * @param trace of what led to it, a W3C {@code traceparent}; null if that was not traced
     * @param cause why a client needs to be signed in again, a cause's key; null with every other kind
     */
    record Event(long seq, EventKind kind, int gen, Instant at, @Nullable String trace, @Nullable String cause) {}

    /**
     * Who the client is, as its messages say.
     *
     * @param epoch which stream this is
     * @param tenant the firm's id from its sign-in
     * @param orgnr null where the client has none, or is a person
     */
    record Company(UUID epoch, String tenant, String companyId, @Nullable String orgnr, String name) {}
}
