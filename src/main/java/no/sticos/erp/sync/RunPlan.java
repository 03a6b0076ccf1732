package no.sticos.erp.sync;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Resource.Scopes;
import no.sticos.erp.erp.Resource.Turn;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.FiscalYear;
import no.sticos.erp.ledger.Gap;
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
            case ALL, CHANGES -> years;
        };
    }

    /** What the stage reads before the fiscal years are known, in order. */
    static List<Resource> frame(Stage stage) {
        return due(stage)
                .filter(resource -> resource.turn() == Turn.SETTINGS && resource.scopes() == Scopes.NONE)
                .toList();
    }

    /**
     * What the stage reads afterwards and before the vouchers: lists that may be read side by side, each with what has to
     * wait for it, in order.
     */
    List<List<Resource>> beside() {
        return due(stage)
                .filter(resource -> resource.turn() != Turn.SETTINGS || resource.scopes() != Scopes.NONE)
                .filter(resource -> resource != Resource.VOUCHERS && resource.scopes() != Scopes.BANK_ACCOUNTS)
                .map(resource -> resource == Resource.BANK_ACCOUNTS
                        ? List.of(resource, Resource.BANK_TRANSACTIONS)
                        : List.of(resource))
                .toList();
    }

    /** The vouchers, if the stage reads them: by themselves, after what they refer to. */
    List<Resource> vouchers() {
        return due(stage).filter(resource -> resource == Resource.VOUCHERS).toList();
    }

    /** The lists that the resource is read in; those of bank accounts are known when the accounts are. */
    List<String> scopes(Resource resource) {
        return switch (resource.scopes()) {
            case NONE -> List.of("");
            case FISCAL_YEARS -> ids(resource.turn() == Turn.BY_YEAR ? voucherYears() : years);
            case BALANCE_DATES -> balanceDates();
            case BANK_ACCOUNTS -> throw new IllegalArgumentException("scopes of " + resource + " are read");
        };
    }

    /** The lists that the vouchers are counted in; the list of all years does where no year is read by itself. */
    List<String> counted() {
        return stage == Stage.CHANGES ? List.of("") : scopes(Resource.VOUCHERS);
    }

    /** A bank account's two lists; what gets matched between them is then seen twice rather than never. */
    static List<String> bankLists(List<String> bankAccounts) {
        return bankAccounts.stream()
                .flatMap(account -> Stream.of(account + "/unmatched", account + "/matched"))
                .toList();
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
            covered.removeAll(covers(checkpoint.resource(), List.of()));
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

    /**
     * What is not whole once the run is done. What an earlier stage missed stays missing until it is read
     * whole; of vouchers each stage reads only some years, so theirs stays until everything is read.
     */
    List<Gap> gaps(List<Checkpoint> checkpoints, List<Gap> before) {
        var gaps = new EnumMap<Resource, Gap>(Resource.class);
        if (stage != Stage.ALL) {
            before.forEach(gap -> gaps.put(gap.resource(), gap));
        }
        for (var checkpoint : checkpoints) {
            if (stage == Stage.CHANGES || checkpoint.resource().turn() != Turn.BY_YEAR) {
                gaps.remove(checkpoint.resource());
            }
            checkpoint.gap().ifPresent(gap -> gaps.put(gap.resource(), gap));
        }
        return List.copyOf(gaps.values());
    }

    private static Stream<Resource> due(Stage stage) {
        return Stream.of(Resource.values()).filter(resource -> switch (resource.turn()) {
            case SETTINGS -> stage == Stage.SETTINGS || ofWholeBooks(stage);
            case CURRENT -> stage == Stage.CURRENT || ofWholeBooks(stage);
            case REST -> stage == Stage.REST || ofWholeBooks(stage);
            case BY_YEAR -> stage != Stage.SETTINGS;
            case PROOF -> false;
        });
    }

    private static boolean ofWholeBooks(Stage stage) {
        return stage == Stage.ALL || stage == Stage.CHANGES;
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

    private static List<String> ids(List<FiscalYear> years) {
        return years.stream().map(year -> year.id().toString()).toList();
    }

    private static String voucherId(FiscalYear year) {
        return Resource.VOUCHERS.id() + "/" + year.start();
    }
}
