package no.sticos.erp.connect;

import java.time.Duration;

/**
 * When access tokens are renewed, and how long one node may take to do it.
 *
 * @param margin a token that ends sooner than this is renewed first; longer than a page takes to read
 * @param lease how long a node may be refreshing before another one takes over
 */
public record TokenSettings(Duration margin, Duration lease) {
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    /** Two minutes and one minute. */
    public static final TokenSettings DEFAULT = new TokenSettings(Duration.ofMinutes(2), Duration.ofMinutes(1));

    /** Refuses what cannot work. */
    public TokenSettings {
        if (margin.isNegative() || lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("the token margin is negative or the lease is too short");
        }
    }

    /** How long one call to the token endpoint may take: two of them fit into the lease. */
    Duration call() {
        return lease.dividedBy(3);
    }

    /** How long the call and its repetition may take together: sure to be over before the lease is. */
    Duration calls() {
        return lease.multipliedBy(3).dividedBy(4);
    }

    /** The pause before the call is repeated. */
    Duration pause() {
        return lease.dividedBy(30);
    }

    /**
     * How often to look whether another node is done: for two leases, since a node may die just after it
     * began and the next one must have its turn too. The looks grow to a second apart.
     */
    int looks() {
        return 6 + (int) lease.multipliedBy(2).toSeconds();
    }
}
