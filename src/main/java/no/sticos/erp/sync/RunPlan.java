package no.sticos.erp.sync;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.FiscalYear;
import no.sticos.erp.ledger.Isolated;
import no.sticos.erp.ledger.Stage;

/**
 * What a stage reads of which fiscal years, and what it covers when it is done.
 *
 * @param stage the stage
 * @param years the client's fiscal years, newest first
 * @param today the day that decides which year is the current one
 */
record RunPlan(Stage stage, List<FiscalYear> years, LocalDate today) {
    /** Fiscal years whose vouchers this run reads, newest first. */
    List<FiscalYear> voucherYears() {
        return switch (stage) {
            case SETTINGS, REMOVAL -> List.of();
            case CURRENT -> years.stream().filter(this::isCurrent).toList();
            case REST -> years.stream().filter(year -> !isCurrent(year)).toList();
            case ALL -> years;
        };
    }

    List<String> accountScopes() {
        return scopes(years);
    }

    List<String> voucherScopes() {
        return scopes(voucherYears());
    }

    /** The day before each fiscal year and its last day: the figures that the proof needs. */
    List<String> balanceDates() {
        return years.stream()
                .flatMap(year -> Stream.of(year.start().minusDays(1), year.end()))
                .collect(Collectors.toCollection(TreeSet::new))
                .descendingSet()
                .stream()
                .map(LocalDate::toString)
                .toList();
    }

    /**
     * What is whole once the run is done: what it read completely and without setting anything aside, and what
     * earlier stages covered.
     */
    List<String> coverage(List<Checkpoint> checkpoints, List<Isolated> isolated, List<String> before) {
        Set<String> covered = new LinkedHashSet<>(stage == Stage.ALL ? List.of() : before);
        for (var checkpoint : checkpoints) {
            if (checkpoint.complete() && checkpoint.refused() == null) {
                covered.addAll(covers(checkpoint.resource(), isolated));
            }
        }
        return new ArrayList<>(new TreeSet<>(covered));
    }

    /** The years whose vouchers {@code coverage} names. */
    List<FiscalYear> coveredYears(List<String> coverage) {
        return years.stream().filter(year -> coverage.contains(voucherId(year))).toList();
    }

    private List<String> covers(Resource resource, List<Isolated> isolated) {
        var lacking = isolated.stream()
                .filter(each -> each.resource() == resource)
                .map(Isolated::scope)
                .toList();
        if (resource != Resource.VOUCHERS) {
            return lacking.isEmpty() ? List.of(resource.id()) : List.of();
        }
        return voucherYears().stream()
                .filter(year ->
                        !lacking.contains("") && !lacking.contains(year.id().toString()))
                .map(RunPlan::voucherId)
                .toList();
    }

    /** The year that today lies in; for a company whose years have all ended, the newest. */
    private boolean isCurrent(FiscalYear year) {
        boolean anyHoldsToday = years.stream().anyMatch(each -> each.contains(today));
        return anyHoldsToday ? year.contains(today) : year.equals(years.get(0));
    }

    private static List<String> scopes(List<FiscalYear> years) {
        return years.stream().map(year -> year.id().toString()).toList();
    }

    private static String voucherId(FiscalYear year) {
        return Resource.VOUCHERS.id() + "/" + year.start();
    }
}
