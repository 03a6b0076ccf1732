package no.sticos.erp.sandbox.api;

import static no.sticos.erp.sandbox.api.Resource.areas;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import no.sticos.erp.sandbox.api.Resource.Asked;
import no.sticos.erp.sandbox.api.Resource.Listed;
import no.sticos.erp.sandbox.api.Resource.Single;
import no.sticos.erp.sandbox.books.FiscalYear;
import no.sticos.erp.sandbox.books.Voucher;

/** What can be read: one declaration a path. A fixed path stands before one with a parameter in its place. */
final class Resources {
    private static final Set<String> ACCOUNTING = areas("accounting");
    private static final Set<String> SALES_OR_ACCOUNTING = areas("sales", "accounting");

    static final String BALANCES = "/accountbalances/:date";

    private Resources() {}

    static List<Resource> all() {
        return List.of(
                new Single<>("/companysettings", areas("sales"), CompanySettingsShape.SETTINGS, Asked::company),
                new Listed<>(
                        "/fiscalyears/openingbalances",
                        SALES_OR_ACCOUNTING,
                        AccountShapes.OPENING_BALANCE,
                        asked -> Source.of(AccountShapes.opening(asked.company().books()))),
                new Listed<>(
                        "/fiscalyears",
                        SALES_OR_ACCOUNTING,
                        AccountShapes.FISCAL_YEAR,
                        asked -> Source.of(asked.company().books().years())),
                new Single<>("/fiscalyears/:year", SALES_OR_ACCOUNTING, AccountShapes.FISCAL_YEAR, Resources::year),
                new Listed<>(
                        "/accounts",
                        ACCOUNTING,
                        AccountShapes.ACCOUNT,
                        asked -> Source.of(
                                AccountShapes.accounts(asked.company().books().years()))),
                new Listed<>(
                        "/accounts/:year",
                        ACCOUNTING,
                        AccountShapes.ACCOUNT,
                        asked -> Source.of(AccountShapes.accounts(List.of(year(asked))))),
                new Listed<>(
                        "/accountTypes",
                        ACCOUNTING,
                        AccountShapes.ACCOUNT_TYPE,
                        asked -> Source.of(List.of(AccountType.values()))),
                new Listed<>(
                        BALANCES,
                        ACCOUNTING,
                        AccountShapes.ACCOUNT_BALANCE,
                        asked -> Source.of(AccountShapes.balances(asked.company(), date(asked)))),
                new Listed<>(
                        "/vouchers",
                        ACCOUNTING,
                        VoucherShape.VOUCHER,
                        asked -> new VoucherSource(asked.company().books().ledger(), null)),
                new Listed<>(
                        "/vouchers/:year",
                        ACCOUNTING,
                        VoucherShape.VOUCHER,
                        asked -> new VoucherSource(asked.company().books().ledger(), year(asked))),
                new Single<>("/vouchers/:year/:voucher", ACCOUNTING, VoucherShape.VOUCHER, Resources::voucher));
    }

    private static FiscalYear year(Asked asked) {
        return asked.company().books().years().stream()
                .filter(year -> year.id().toString().equalsIgnoreCase(asked.param("year")))
                .findFirst()
                .orElseThrow(Refusal::noFiscalYear);
    }

    private static Voucher voucher(Asked asked) {
        var year = year(asked);
        return asked.company()
                .books()
                .ledger()
                .vouchers()
                .filter(voucher ->
                        year.holds(voucher.date()) && voucher.id().toString().equalsIgnoreCase(asked.param("voucher")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static LocalDate date(Asked asked) {
        try {
            return LocalDate.parse(asked.param("date"));
        } catch (DateTimeException e) {
            throw Refusal.input("The value '" + asked.param("date") + "' is not a date");
        }
    }
}
