package no.sticos.erp.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a product must know of a generation to show it honestly.
 *
 * @param documents documents per entity that readers of this generation see
 * @param coverage resources that are whole; {@code vouchers/2025-01-01} = vouchers from that day on
 * @param gaps resources that are not, with the cause's key: {@code variantLacks} = the company has no such thing
 * @param asOf the accounting system's clock when the reading began
 * @param result {@code DONE} or {@code PARTIAL}
 * @param verdict {@code OK}, {@code DEVIATION} or {@code UNKNOWN}
 * @param reason why it is partial or unknown, a cause's key
 * @param deviations the first of them, in a fixed order; at most {@value #MOST_DEVIATIONS}
 * @param deviationCount how many there are
 */
public record GenerationSummary(
        Map<String, Long> documents,
        List<String> coverage,
        Map<String, String> gaps,
        Instant asOf,
        String result,
        String verdict,
        @Nullable String reason,
        List<Deviation> deviations,
        int deviationCount) {
    /** So that the message stays small; the pages show all. */
    public static final int MOST_DEVIATIONS = 200;

    /** Takes copies; refuses more deviations than a message carries. */
    public GenerationSummary {
        documents = Map.copyOf(documents);
        coverage = List.copyOf(coverage);
        gaps = Map.copyOf(gaps);
        deviations = List.copyOf(deviations);
        if (deviations.size() > MOST_DEVIATIONS || deviations.size() > deviationCount) {
            throw new IllegalArgumentException("too many deviations");
        }
    }

    /**
     * A figure that is not the accounting system's own; amounts are exact decimal text.
     *
     * @param check which check found it, {@code C1}
     * @param yearStart first day of the fiscal year, where there is one
     * @param expected the accounting system's figure
     * @param found ours
     * @param difference found − expected
     */
    public record Deviation(
            String check,
            @Nullable LocalDate yearStart,
            @Nullable Long account,
            @Nullable String expected,
            @Nullable String found,
            @Nullable String difference) {}
}
