package no.sticos.erp.sync.alerts;

import java.time.Duration;

/**
 * When people are told.
 *
 * @param round between two looks at all clients, of all nodes together
 * @param old how old figures may become
 * @param settle how long what is new is waited with, so that more of the same goes in the same mail
 * @param window between two mails to the same person
 */
public record AlertSettings(Duration round, Duration old, Duration settle, Duration window) {
    /** A look a minute; 36 hours; a minute; a quarter of an hour. */
    public static final AlertSettings DEFAULT = new AlertSettings(
            Duration.ofMinutes(1), Duration.ofHours(36), Duration.ofMinutes(1), Duration.ofMinutes(15));
}
