package no.sticos.erp.erp.visma;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Secret;

/**
 * Where Visma is, who we are there, and how we read.
 *
 * @param identity the identity server, {@code https://identity.vismaonline.com} (facts.md §1.1)
 * @param api the API with its version, {@code https://eaccountingapi.vismaonline.com/v2}
 * @param client our OAuth client
 * @param reading sizes, waits and bounds
 * @param quotaPer what Visma counts requests by
 */
public record VismaSettings(URI identity, URI api, OAuthClient client, Reading reading, QuotaPer quotaPer) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Refuses addresses that would carry tokens in the open, or that we could not extend. */
    public VismaSettings {
        requireBase("identity", identity);
        requireBase("api", api);
    }

    /** Where requests are counted by the template. */
    public VismaSettings(URI identity, URI api, OAuthClient client, Reading reading) {
        this(identity, api, client, reading, QuotaPer.TEMPLATE);
    }

    /** What requests are counted by; Visma says «endpoint», which may be either (facts.md §3.1). */
    public enum QuotaPer {
        /** The path without ids: all clients' vouchers of all years together. */
        TEMPLATE,
        /** The path as it is sent, without the question. */
        ADDRESS
    }

    private static void requireBase(String name, URI uri) {
        boolean safe = "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost())));
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
        if (uri.getHost() == null || !safe || !bare || uri.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    name + " must be an https address (http only on this machine) without query or last slash");
        }
    }

    /**
     * Our registration at Visma's identity server.
     *
     * @param id the client id
     * @param secret the client secret
     * @param redirect where the browser comes back to; exactly as registered (facts.md §1.4)
     */
    public record OAuthClient(String id, Secret secret, URI redirect) {
        /** Refuses an incomplete registration. */
        public OAuthClient {
            if (id.isBlank() || secret.reveal().isBlank() || !redirect.isAbsolute()) {
                throw new IllegalArgumentException("an OAuth client needs an id, a secret and an absolute redirect");
            }
        }
    }

    /**
     * How pages are read.
     *
     * @param pageSize documents a page, 1 to 1000 (facts.md §2.1)
     * @param timeout for one request, from the first byte sent to the last received
     * @param retry how often an answer that will pass, or that cannot be read, is asked for again
     * @param answerBytes the longest answer taken in, folded and unfolded
     * @param documentBytes a document longer than this is set aside as unreadable
     */
    public record Reading(int pageSize, Duration timeout, RetryPolicy retry, int answerBytes, int documentBytes) {
        /** Refuses what Visma does not offer and bounds that bound nothing. */
        public Reading {
            if (pageSize < 1 || pageSize > 1000) {
                throw new IllegalArgumentException("Visma has pages of 1 to 1000 documents");
            }
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("a request needs time");
            }
            if (documentBytes < 1 || answerBytes < documentBytes) {
                throw new IllegalArgumentException("an answer must have room for a document");
            }
        }

        /** 1000 a page, 60 s, five tries from 1 s to 30 s, 64 MB an answer, 1 MB a document. */
        public static Reading usual() {
            var retry = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(30));
            return new Reading(1000, Duration.ofSeconds(60), retry, 64 << 20, 1 << 20);
        }
    }
}
