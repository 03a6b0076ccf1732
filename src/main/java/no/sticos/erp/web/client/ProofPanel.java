package no.sticos.erp.web.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.shell.Paths;

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

    private static final List<String> FIRST =
            List.of("balance", "voucher", "rows", "zero", "opening", "gaps", "customers", "suppliers");

    /** Copies the lists. */
    public ProofPanel {
        deviations = List.copyOf(deviations);
        checks = List.copyOf(checks);
    }

    /** The deviations that are shown at once. */
    public List<Deviation> shown() {
        return deviations.subList(0, Math.min(SHOWN, deviations.size()));
    }

    /** The checks that stand first, in their order, and whatever else is not as it should be. */
    public List<Check> first() {
        var first = FIRST.stream()
                .flatMap(word -> checks.stream().filter(check -> check.word().equals(word)));
        var wrong =
                checks.stream().filter(check -> !FIRST.contains(check.word())).filter(Check::isWrong);
        return Stream.concat(first, wrong).toList();
    }

    /** The other checks. */
    public List<Check> others() {
        return checks.stream()
                .filter(check -> !FIRST.contains(check.word()) && !check.isWrong())
                .toList();
    }

    /** Whether accounts differ as one missing voucher makes them: what is too much here is too little there. */
    public boolean isPair() {
        return !deviations.isEmpty()
                && deviations.stream()
                        .collect(Collectors.groupingBy(
                                Deviation::year,
                                Collectors.reducing(BigDecimal.ZERO, Deviation::difference, BigDecimal::add)))
                        .values()
                        .stream()
                        .allMatch(sum -> sum.signum() == 0);
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
     * @param year the fiscal year's first day
     * @param ours what the rows add up to
     * @param visma what Visma says
     */
    public record Deviation(String account, String name, LocalDate year, BigDecimal ours, BigDecimal visma) {
        /** Ours minus Visma's. */
        public BigDecimal difference() {
            return ours.subtract(visma);
        }

        /** What the account's figures are made of. */
        public String href(long client) {
            return Paths.account(client, Long.parseLong(account), year);
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
        /** Whether it was made and does not hold. */
        public boolean isWrong() {
            return outcome == ClientState.DEVIATION || outcome == ClientState.PARTIAL;
        }

        /** Where its findings stand, below the client's address; empty if nowhere else. */
        public String findings() {
            return switch (word) {
                case "balance" -> ClientTab.TRIAL.path();
                case "locked" -> ClientTab.LOCKED.path();
                case "gaps", "duplicates" -> "/voucher-numbers";
                default -> "";
            };
        }

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
