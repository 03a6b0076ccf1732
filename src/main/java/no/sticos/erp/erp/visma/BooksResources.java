package no.sticos.erp.erp.visma;

import static no.sticos.erp.erp.visma.Field.account;
import static no.sticos.erp.erp.visma.Field.amount;
import static no.sticos.erp.erp.visma.Field.date;
import static no.sticos.erp.erp.visma.Field.flag;
import static no.sticos.erp.erp.visma.Field.id;
import static no.sticos.erp.erp.visma.Field.text;
import static no.sticos.erp.erp.visma.Field.whole;
import static no.sticos.erp.erp.visma.VismaResource.ACCOUNTING;
import static no.sticos.erp.erp.visma.VismaResource.SALES;
import static no.sticos.erp.erp.visma.VismaResource.at;

import java.util.List;
import no.sticos.erp.erp.Resource;

/** What the proof of the books stands on: settings, years, accounts, balances, vouchers. */
final class BooksResources {
    /** Counters move with every invoice and order; a sole proprietor's two numbers can be a fødselsnummer. */
    private static final VismaResource COMPANY_SETTINGS = at(
                    Resource.COMPANY_SETTINGS,
                    "/companysettings",
                    SALES,
                    Content.only(text("CompanyIdentifier"))
                            .books(
                                    text("Name").needed(),
                                    text("CorporateIdentityNumber"),
                                    text("VatCode"),
                                    text("CountryCode").needed(),
                                    text("CurrencyCode"),
                                    date("AccountingLockedTo"))
                            .typed(whole("ProductVariant"), whole("AccountingLockInterval"), whole("VatPeriod"))
                            .passing(
                                    "NextCustomerNumber",
                                    "NextSupplierNumber",
                                    "NextCustomerInvoiceNumber",
                                    "NextQuoteNumber",
                                    "NextOrderNumber",
                                    "NextArticleNumber")
                            .personal("CorporateIdentityNumber", "VatCode"))
            .sortedBy(null);

    private static final VismaResource FISCAL_YEARS = at(
                    Resource.FISCAL_YEARS,
                    "/fiscalyears",
                    ACCOUNTING,
                    Content.keyed(id("Id"))
                            .books(date("StartDate").needed(), date("EndDate").needed())
                            .typed(flag("IsLockedForAccounting"), whole("BookkeepingMethod")))
            .sortedBy("StartDate");

    private static final VismaResource OPENING_BALANCES = at(
                    Resource.OPENING_BALANCES,
                    "/fiscalyears/openingbalances",
                    ACCOUNTING,
                    Content.keyed(account("Number"))
                            .books(account("Number").needed(), amount("Balance").needed()))
            .sortedBy("Number");

    private static final VismaResource ACCOUNT_BALANCES = at(
                    Resource.ACCOUNT_BALANCES,
                    "/accountbalances/{date}",
                    ACCOUNTING,
                    Content.keyed(date("Date"), account("AccountNumber"))
                            .books(
                                    date("Date").needed(),
                                    account("AccountNumber").needed(),
                                    amount("Balance").needed())
                            .scopedBy("Date"))
            .sortedBy("AccountNumber");

    static final List<VismaResource> ALL = List.of(
            COMPANY_SETTINGS,
            FISCAL_YEARS,
            OPENING_BALANCES,
            accounts("/accounts/{fiscalyearId}"),
            accounts("/accounts"),
            ACCOUNT_BALANCES,
            vouchers("/vouchers/{fiscalyearId}"),
            vouchers("/vouchers"));

    private BooksResources() {}

    /** One year's chart, or those of all years (facts.md §4.1). */
    private static VismaResource accounts(String path) {
        return at(
                        Resource.ACCOUNTS,
                        path,
                        ACCOUNTING,
                        Content.keyed(id("FiscalYearId"), account("Number"))
                                .books(account("Number").needed(), text("Name"), text("Type"), id("VatCodeId"))
                                .typed(flag("IsActive"))
                                .scopedBy("FiscalYearId"))
                .sortedBy("Number")
                .stamped("ModifiedUtc");
    }

    /**
     * By {@code Number}: of the three properties that a client is known to sort by (facts.md §2.2) it is
     * the one that a voucher never changes and that a new voucher has at the end. Series tie on it; a page
     * that shifted over a tie shows in the pass' count. What a voucher is made of stands in {@link VoucherReader}.
     */
    private static VismaResource vouchers(String path) {
        return at(Resource.VOUCHERS, path, ACCOUNTING, Content.keyed(id("Id")))
                .sortedBy("Number")
                .stamped("ModifiedUtc");
    }
}
