package no.sticos.erp.sandbox.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Visma's account types; the numbering follows the Swedish groups of facts.md §5, Norway's is not documented. */
enum AccountType {
    FIXED_ASSETS(1, 1000, "Anleggsmidler"),
    CURRENT_ASSETS(5, 1400, "Omløpsmidler"),
    EQUITY(10, 2000, "Egenkapital"),
    LONG_TERM_DEBT(14, 2100, "Langsiktig gjeld"),
    SHORT_TERM_DEBT(16, 2300, "Kortsiktig gjeld"),
    INCOME(20, 3000, "Driftsinntekter"),
    GOODS(24, 4000, "Varekostnad"),
    SALARIES(25, 5000, "Lønnskostnad"),
    OTHER_COSTS(26, 6000, "Annen driftskostnad"),
    FINANCE(28, 8000, "Finansposter"),
    TAX(29, 8300, "Skattekostnad"),
    RESULT(30, 8800, "Årsresultat");

    private static final List<AccountType> FROM_THE_TOP = Arrays.stream(values())
            .sorted(Comparator.comparingInt((AccountType type) -> type.from).reversed())
            .toList();

    final int number;
    final String description;
    private final int from;

    AccountType(int number, int from, String description) {
        this.number = number;
        this.from = from;
        this.description = description;
    }

    static AccountType of(int account) {
        return FROM_THE_TOP.stream()
                .filter(type -> account >= type.from)
                .findFirst()
                .orElse(FIXED_ASSETS);
    }
}
