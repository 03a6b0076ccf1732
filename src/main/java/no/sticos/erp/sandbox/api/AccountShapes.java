package no.sticos.erp.sandbox.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Chart;
import no.sticos.erp.sandbox.books.ChartAccount;
import no.sticos.erp.sandbox.books.FiscalYear;
import no.sticos.erp.sandbox.universe.Company;
import no.sticos.erp.sandbox.universe.CompanyPlan.Quirk;

/** FiscalYearApi, AccountApi, OpeningBalancesApi, AccountBalanceApi and AccountTypesApi (facts.md §4.3). */
final class AccountShapes {
    /** An account in one year's chart: the number is a string here and an integer elsewhere. */
    record YearAccount(FiscalYear year, ChartAccount account) {}

    /** What an account holds, in øre. */
    record Balance(int account, long ore) {
        String name() {
            var account = Chart.standard().account(account());
            return account == null ? "" : account.name();
        }
    }

    private static final Set<Integer> INACTIVE = Set.of(1579, 2080, 3900);
    private static final int WRONG_ACCOUNT = 1500;
    private static final long WRONG_BY_ORE = 125_000;

    static final Shape<FiscalYear> FISCAL_YEAR = Shape.of(
            Field.of("Id", FiscalYear::id),
            Field.of("StartDate", FiscalYear::start),
            Field.of("EndDate", FiscalYear::end),
            Field.of("IsLockedForAccounting", FiscalYear::locked),
            Field.fixed("BookkeepingMethod", 0));

    static final Shape<YearAccount> ACCOUNT = Shape.of(
            Field.of("Name", item -> item.account().name()),
            Field.of("Number", item -> String.valueOf(item.account().number())),
            Field.of("VatCodeId", item -> VatCode.id(item.account())),
            Field.of("VatCodeDescription", item -> VatCode.codeAndPercent(item.account())),
            Field.of("FiscalYearId", item -> item.year().id()),
            Field.fixed("ReferenceCode", null),
            Field.of("Type", item -> AccountType.of(item.account().number()).number),
            Field.of("TypeDescription", item -> AccountType.of(item.account().number()).description),
            Field.of("ModifiedUtc", item -> item.year().opened()),
            Field.of("CreatedUtc", item -> item.year().opened()),
            Field.of("IsActive", item -> !INACTIVE.contains(item.account().number())),
            Field.fixed("AllowTransactionText", true),
            Field.fixed("IsFirstCostCenterMandatory", false),
            Field.fixed("IsProjectAllowed", true),
            Field.fixed("IsCostCenterAllowed", true),
            Field.fixed("IsBlockedForManualBooking", false),
            Field.fixed("Description", null));

    static final Shape<Balance> OPENING_BALANCE = Shape.of(
            Field.of("Name", Balance::name),
            Field.of("Number", Balance::account),
            Field.of("Balance", balance -> new Money(balance.ore())));

    static final Shape<Balance> ACCOUNT_BALANCE = Shape.of(
            Field.of("AccountNumber", Balance::account),
            Field.of("AccountName", Balance::name),
            Field.of("Balance", balance -> new Money(balance.ore())),
            Field.of("AccountType", balance -> AccountType.of(balance.account()).number),
            Field.shown("AccountTypeDescription", balance -> AccountType.of(balance.account()).description));

    static final Shape<AccountType> ACCOUNT_TYPE =
            Shape.of(Field.of("Type", type -> type.number), Field.of("TypeDescription", type -> type.description));

    private AccountShapes() {}

    static List<YearAccount> accounts(List<FiscalYear> years) {
        return years.stream()
                .flatMap(year -> Chart.standard().accounts().stream().map(account -> new YearAccount(year, account)))
                .toList();
    }

    static List<Balance> opening(Books books) {
        return list(books.openingBalances());
    }

    static List<Balance> balances(Company company, LocalDate day) {
        var sums = company.books().balances(day);
        if (company.plan().quirk() == Quirk.WRONG_BALANCES) {
            sums.computeIfPresent(WRONG_ACCOUNT, (account, ore) -> ore + WRONG_BY_ORE);
        }
        return list(sums);
    }

    private static List<Balance> list(Map<Integer, Long> sums) {
        return sums.entrySet().stream()
                .map(sum -> new Balance(sum.getKey(), sum.getValue()))
                .toList();
    }
}
