package no.sticos.erp.connect;

import java.time.Duration;

/**
 * How consents that nobody uses are kept from dying of it.
 *
 * <p>How long Visma's refresh tokens live is not documented; two client programs say two years (facts.md
 * §1.6). Visma's identity server is a Duende IdentityServer (§1.1), which by its own default forgets a
 * refresh token that was not used for 15 days. The usual interval leaves a week of tries before that.
 *
 * @param idle a grant whose tokens were not renewed for so long is renewed; at least a day, since its access
 *     token, which lives an hour, must be over
 * @param pause between two renewals by one node: the token endpoint's own limit is not documented
 * @param again how long a grant that could not be renewed is left alone
 */
public record KeepAliveSettings(Duration idle, Duration pause, Duration again) {
    private static final Duration SHORTEST = Duration.ofDays(1);

    /** Refuses what would renew tokens that still work. */
    public KeepAliveSettings {
        if (idle.compareTo(SHORTEST) < 0 || pause.isNegative() || again.isNegative()) {
            throw new IllegalArgumentException("consents are kept alive after a day at the soonest");
        }
    }

    /** One renewal a second, a tenth of what Visma's API allows, and an hour until the next try. */
    public static KeepAliveSettings after(Duration idle) {
        return new KeepAliveSettings(idle, Duration.ofSeconds(1), Duration.ofHours(1));
    }
}
