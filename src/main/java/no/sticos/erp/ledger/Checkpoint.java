package no.sticos.erp.ledger;

import java.time.Instant;
import no.sticos.erp.erp.Resource;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come in a resource.
 *
 * @param resource which
 * @param step pages written
 * @param position where to go on, in the reader's own words; empty for the beginning
 * @param documents documents seen
 * @param expected documents that the accounting system says there are, of the lists begun
 * @param isolated documents set aside
 * @param complete whether it is whole
 * @param refused why it cannot be read, a cause's key; null if it can
 * @param beganAt the accounting system's clock at the first page; null before it
 */
public record Checkpoint(
        Resource resource,
        int step,
        String position,
        long documents,
        long expected,
        long isolated,
        boolean complete,
        @Nullable String refused,
        @Nullable Instant beganAt) {

    /** The same place after one more step that changed nothing else. */
    public Checkpoint withStep(int newStep) {
        return new Checkpoint(resource, newStep, position, documents, expected, isolated, complete, refused, beganAt);
    }
}
