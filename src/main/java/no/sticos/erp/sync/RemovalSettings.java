package no.sticos.erp.sync;

import java.time.Duration;

/**
 * How what people remove is removed.
 *
 * @param undo how long a person may change their mind; nothing is touched until then
 * @param revoking how long Visma is asked to end a consent before that is given up
 * @param pause between two such askings
 * @param batch most rows removed in one transaction
 */
public record RemovalSettings(Duration undo, Duration revoking, Duration pause, int batch) {
    /** Ten minutes, a day, ten minutes, five thousand rows. */
    public static final RemovalSettings DEFAULT =
            new RemovalSettings(Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofMinutes(10), 5_000);

    /** Refuses what cannot work. */
    public RemovalSettings {
        if (undo.isNegative() || revoking.isNegative() || pause.isNegative() || batch < 1) {
            throw new IllegalArgumentException("removal settings must be positive");
        }
    }
}
