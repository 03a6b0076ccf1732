package no.sticos.erp.sandbox.api;

import static no.sticos.erp.sandbox.api.Resources.date;
import static no.sticos.erp.sandbox.universe.Variant.BOOKKEEPING;
import static no.sticos.erp.sandbox.universe.Variant.INVOICING;
import static no.sticos.erp.sandbox.universe.Variant.PRO;
import static no.sticos.erp.sandbox.universe.Variant.SOLO;
import static no.sticos.erp.sandbox.universe.Variant.STANDARD;

import java.util.List;
import java.util.Set;
import no.sticos.erp.sandbox.api.AccountShapes.Balance;
import no.sticos.erp.sandbox.api.AccountShapes.YearAccount;
import no.sticos.erp.sandbox.api.Resource.Asked;
import no.sticos.erp.sandbox.api.Resource.Listed;
import no.sticos.erp.sandbox.api.Resource.Single;
import no.sticos.erp.sandbox.books.FiscalYear;
import no.sticos.erp.sandbox.books.Voucher;

/** The company, its years, accounts, balances and vouchers. */
final class LedgerResources {
    private static final String YEAR = "fiscalyearId";
    private static final Reach COMPANY = Reach.of(Set.of("sales"), PRO, STANDARD, INVOICING, BOOKKEEPING, SOLO);
    private static final Reach YEARS =
            Reach.of(Set.of("sales", "accounting"), PRO, STANDARD, INVOICING, BOOKKEEPING, SOLO);
    private static final Reach LEDGER = Reach.of(Set.of("accounting"), PRO, STANDARD, INVOICING, BOOKKEEPING, SOLO);
    private static final Reach BALANCES = Reach.of(Set.of("accounting"), PRO, STANDARD, BOOKKEEPING, SOLO);

    private LedgerResources() {}

    static List<Resource> all() {
        return List.of(
                new Single<>("/companysettings", COMPANY, CompanySettingsShape.SETTINGS, Asked::company),
                new Listed<>(
                        "/fiscalyears/openingbalances",
                        YEARS,
                        AccountShapes.OPENING_BALANCE,
                        asked -> Source.of(AccountShapes.opening(asked.company().books()))),
                new Listed<>(
                        "/fiscalyears",
                        YEARS,
                        AccountShapes.FISCAL_YEAR,
                        asked -> Source.of(asked.company().books().years())),
                new Single<>("/fiscalyears/{id}", YEARS, AccountShapes.FISCAL_YEAR, asked -> year(asked, "id")),
                new Listed<>(
                        "/accounts",
                        LEDGER,
                        AccountShapes.ACCOUNT,
                        asked -> Source.of(
                                AccountShapes.accounts(asked.company().books().years()))),
                new Listed<>(
                        "/accounts/{fiscalyearId}",
                        LEDGER,
                        AccountShapes.ACCOUNT,
                        asked -> Source.of(AccountShapes.accounts(List.of(year(asked, YEAR))))),
                new Single<>(
                        "/accounts/{fiscalyearId}/{accountNumber}",
                        LEDGER,
                        AccountShapes.ACCOUNT,
                        LedgerResources::account),
                new Listed<>(
                        "/accountTypes",
                        LEDGER,
                        AccountShapes.ACCOUNT_TYPE,
                        asked -> Source.of(List.of(AccountType.values()))),
                new Listed<>(
                        "/accountbalances/{date}",
                        BALANCES,
                        AccountShapes.ACCOUNT_BALANCE,
                        asked -> Source.of(AccountShapes.balances(asked.company(), date(asked.param("date"))))),
                new Single<>(
                        "/accountbalances/{accountNumber}/{date}",
                        BALANCES,
                        AccountShapes.ACCOUNT_BALANCE,
                        LedgerResources::balance),
                new Listed<>(
                        "/vouchers",
                        LEDGER,
                        VoucherShape.VOUCHER,
                        asked -> new VoucherSource(asked.company().books().ledger(), null)),
                new Listed<>(
                        "/vouchers/{fiscalyearId}",
                        LEDGER,
                        VoucherShape.VOUCHER,
                        asked -> new VoucherSource(asked.company().books().ledger(), year(asked, YEAR))),
                new Single<>(
                        "/vouchers/{fiscalyearId}/{voucherId}",
                        LEDGER,
                        VoucherShape.VOUCHER,
                        LedgerResources::voucher));
    }

    private static FiscalYear year(Asked asked, String parameter) {
        return asked.company().books().years().stream()
                .filter(year -> year.id().toString().equalsIgnoreCase(asked.param(parameter)))
                .findFirst()
                .orElseThrow(Refusal::noFiscalYear);
    }

    private static Voucher voucher(Asked asked) {
        var year = year(asked, YEAR);
        return asked.company()
                .books()
                .ledger()
                .vouchers()
                .filter(voucher -> year.holds(voucher.date())
                        && voucher.id().toString().equalsIgnoreCase(asked.param("voucherId")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static YearAccount account(Asked asked) {
        return AccountShapes.accounts(List.of(year(asked, YEAR))).stream()
                .filter(item -> String.valueOf(item.account().number()).equals(asked.param("accountNumber")))
                .findFirst()
                .orElseThrow(Refusal::noAccount);
    }

    private static Balance balance(Asked asked) {
        var number = asked.param("accountNumber");
        if (!number.matches("[1-9][0-9]{0,9}")) {
            throw Refusal.input("The value '" + number + "' is not valid");
        }
        return AccountShapes.balances(asked.company(), date(asked.param("date"))).stream()
                .filter(item -> String.valueOf(item.account()).equals(number))
                .findFirst()
                .orElseThrow(Refusal::noAccount);
    }
}
