package no.sticos.erp.web.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import no.sticos.erp.sync.ClientState;

/**
 * The comparison of a generation with figures that we did not compute.
 *
 * @param verdict OK, DEVIATION or UNKNOWN
 * @param generation which
 * @param at when Visma's balances were read
 * @param equal how many accounts are equal
 * @param accounts how many were compared
 * @param deviations the accounts that differ, largest first
 * @param checks all checks, each with its number
 */
public record ProofPanel(
        ClientState verdict,
        long generation,
        Instant at,
        long equal,
        long accounts,
        List<Deviation> deviations,
        List<Check> checks) {
    /** Shown at once; the rest is counted. */
    public static final int SHOWN = 10;

    /** Copies the lists. */
    public ProofPanel {
        deviations = List.copyOf(deviations);
        checks = List.copyOf(checks);
    }

    /** The deviations that are shown at once. */
    public List<Deviation> shown() {
        return deviations.subList(0, Math.min(SHOWN, deviations.size()));
    }

    /** How many are not shown. */
    public int hidden() {
        return deviations.size() - shown().size();
    }

    /**
     * An account that differs.
     *
     * @param account its number
     * @param name its name
     * @param year the fiscal year
     * @param ours what the rows add up to
     * @param visma what Visma says
     */
    public record Deviation(String account, String name, int year, BigDecimal ours, BigDecimal visma) {
        /** Ours minus Visma's. */
        public BigDecimal difference() {
            return ours.subtract(visma);
        }
    }

    /**
     * One check.
     *
     * @param word the last part of {@code proof.check.<word>}
     * @param outcome OK = holds, DEVIATION = does not, PARTIAL = to be looked at, UNKNOWN = could not be made
     * @param value its number, formatted
     */
    public record Check(String word, ClientState outcome, String value) {
        /** The icon that says the outcome. */
        public String icon() {
            return switch (outcome) {
                case OK -> "tick";
                case DEVIATION -> "octagon";
                case PARTIAL -> "triangle";
                default -> "question";
            };
        }

        /** The colour that says the outcome. */
        public String color() {
            return switch (outcome) {
                case OK -> "ok";
                case DEVIATION -> "bad";
                case PARTIAL -> "warn";
                default -> "muted";
            };
        }

        /** The last part of {@code proof.outcome.<…>}: what the icon says to those who cannot see it. */
        public String outcomeWord() {
            return switch (outcome) {
                case OK -> "ok";
                case DEVIATION -> "bad";
                case PARTIAL -> "look";
                default -> "unknown";
            };
        }
    }
}
