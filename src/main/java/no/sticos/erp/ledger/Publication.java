package no.sticos.erp.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run says of the generation it has built.
 *
 * @param fence the worker's right to write
 * @param readNow fiscal years whose vouchers this run has read
 * @param covered fiscal years whose vouchers are whole in the generation, earlier runs' included
 * @param coverage ids of the resources that are whole; a fiscal year's vouchers as {@code vouchers/<start>}
 * @param asOf the accounting system's clock when the reading began
 * @param gaps what is not whole; what is missing among it makes the generation partial
 * @param moving whether the books changed all the time while they were read
 */
public record Publication(
        Fence fence,
        List<FiscalYear> readNow,
        List<FiscalYear> covered,
        List<String> coverage,
        Instant asOf,
        List<Gap> gaps,
        boolean moving) {
    /** Keeps its own copies. */
    public Publication {
        readNow = List.copyOf(readNow);
        covered = List.copyOf(covered);
        coverage = List.copyOf(coverage);
        gaps = List.copyOf(gaps);
    }

    /** The first thing that is missing; empty where the company does without all that is not there. */
    public Optional<Gap> missing() {
        return gaps.stream().filter(gap -> !gap.isNotInUse()).findFirst();
    }
}
