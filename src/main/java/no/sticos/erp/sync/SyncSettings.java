package no.sticos.erp.sync;

import java.time.Duration;

/**
 * How runs are run.
 *
 * @param node this node's name, unique among live nodes
 * @param runsAtOnce runs in flight on this node
 * @param pagesInFlight pages of all these runs that are read and not yet written
 * @param lease how long a run is this node's without a heartbeat
 * @param poll how often to look for work when nothing tells of it; a click tells, a pause that is over does not
 * @param settlePause how long to wait before a deviation is looked at a second time
 * @param firstPause pause before a run that met a passing fault goes on; doubled each time
 * @param longestPause the longest such pause
 * @param mostFailures passing faults in a row, without progress between them, after which the run fails
 */
public record SyncSettings(
        String node,
        int runsAtOnce,
        int pagesInFlight,
        Duration lease,
        Duration poll,
        Duration settlePause,
        Duration firstPause,
        Duration longestPause,
        int mostFailures) {
    /** Refuses what cannot work. */
    public SyncSettings {
        if (runsAtOnce < 1 || pagesInFlight < 1 || mostFailures < 1 || lease.isZero() || poll.isZero()) {
            throw new IllegalArgumentException("sync settings must be positive");
        }
    }
}
