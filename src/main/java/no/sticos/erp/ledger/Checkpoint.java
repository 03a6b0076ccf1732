package no.sticos.erp.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
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
 * @param refused why it cannot be read; null if it can
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
        @Nullable Gap refused,
        @Nullable Instant beganAt) {

    /** What is missing of it: all, or the documents that were set aside. */
    public Optional<Gap> gap() {
        return refused != null || isolated == 0
                ? Optional.ofNullable(refused)
                : Optional.of(new Gap(resource, Cause.NOT_UNDERSTOOD, List.of()));
    }

    /** The same place after one more step that changed nothing else. */
    public Checkpoint withStep(int newStep) {
        return new Checkpoint(resource, newStep, position, documents, expected, isolated, complete, refused, beganAt);
    }
}
