package no.sticos.erp.connect;

import io.vertx.core.buffer.Buffer;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in under way: what must be remembered between leaving our pages and coming back.
 *
 * @param kind where the browser was sent
 * @param browser hash of the session, or of the flow's own cookie where there is no session
 * @param target what is to be connected; null for the portal's own sign-in
 * @param nonce what the id token must repeat; null at Visma
 * @param verifier PKCE
 * @param returnPath where to go afterwards; null at Visma
 */
record Flow(
        Kind kind,
        Buffer browser,
        @Nullable Target target,
        @Nullable String nonce,
        Secret verifier,
        @Nullable String returnPath) {

    /** Where a browser can be sent. */
    enum Kind {
        PORTAL,
        VISMA
    }

    /**
     * What a consent is for.
     *
     * @param tenant the firm
     * @param integration where the company is to be connected
     * @param expected the client to be signed in again; null if any company will do
     * @param queued the queue that the person left from; null without one
     * @param invitation the number of the link that the browser came by; null for a person of the firm
     */
    record Target(
            TenantId tenant,
            IntegrationId integration,
            @Nullable ClientId expected,
            @Nullable Queued queued,
            @Nullable Long invitation) {
        /** What a person of the firm leaves for. */
        static Target of(
                TenantId tenant, IntegrationId integration, @Nullable ClientId expected, @Nullable Queued queued) {
            return new Target(tenant, integration, expected, queued, null);
        }
    }

    /**
     * A place in a queue.
     *
     * @param queue the queue's number
     * @param entry the number of the one whose turn it is
     */
    record Queued(long queue, long entry) {}
}
